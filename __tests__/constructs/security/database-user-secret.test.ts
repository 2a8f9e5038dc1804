import { SecurityGroup } from "../../../src/constructs/network/security-group";
import {
  DatabaseUserRotation,
  type DatabaseUserRotationProps,
} from "../../../src/constructs/security/database-user-rotation";
import { DatabaseUserSecret } from "../../../src/constructs/security/database-user-secret";
import { synthesize } from "../../support/synthesize";

const keyArn = "arn:aws:kms:us-east-1:123456789012:key/secrets";
const protection = { kept: true } as const;

function synthesizeUser(props: Partial<DatabaseUserRotationProps> = {}, engine: "mysql" | "postgres" = "postgres") {
  return synthesize((stack) => {
    const secret = new DatabaseUserSecret(stack, "user", {
      name: "sample/dev/app-database-user",
      description: "A sample",
      version: 1,
      recoveryWindowDays: 7,
      keyArn,
      protection,
      database: { engine, endpoint: "db.example.org", port: 5432, databaseName: "sample" },
      username: "sample_api",
    });
    new DatabaseUserRotation(stack, "rotation", {
      functionName: "sample-rotation",
      secret,
      everyDays: 30,
      subnetIds: ["subnet-1", "subnet-2"],
      securityGroup: new SecurityGroup(stack, "tasks", { name: "tasks", description: "Tasks", vpcId: "vpc-1" }),
      keyArn,
      logsKeyArn: keyArn,
      logRetentionDays: 365,
      protection,
      ...props,
    });
  });
}

describe("DatabaseUserSecret", () => {
  it("is the JSON that rotation functions read, with a password that only Terraform's memory holds", () => {
    const version = synthesizeUser().only("aws_secretsmanager_secret_version");
    expect(version).not.toHaveProperty("secret_string");
    const document = String(version.secret_string_wo);
    expect(document).toMatch(/^\$\{jsonencode\(/);
    for (const part of ["postgres", "db.example.org", "5432", "sample", "sample_api"]) expect(document).toContain(part);
    expect(document).toContain('"password" = ephemeral.random_password.user_generated.result'); // no quotes: not the text
  });
});

describe("a DatabaseUserSecret for MySQL", () => {
  const stack = synthesizeUser({}, "mysql");

  it("names its engine, and rotates by AWS's function for MySQL", () => {
    const document = String(stack.only("aws_secretsmanager_secret_version").secret_string_wo);
    expect(document).toContain('"engine" = "mysql"');
    expect(stack.only("aws_serverlessapplicationrepository_cloudformation_stack")).toMatchObject({
      application_id: expect.stringMatching(/SecretsManagerRDSMySQLRotationSingleUser$/) as string,
      semantic_version: "1.1.671",
    });
  });
});

describe("DatabaseUserRotation", () => {
  const stack = synthesizeUser();

  it("rotates by AWS's own function of a pinned version, inside the network", () => {
    expect(stack.only("aws_serverlessapplicationrepository_cloudformation_stack")).toMatchObject({
      application_id: expect.stringMatching(/SecretsManagerRDSPostgreSQLRotationSingleUser$/) as string,
      semantic_version: "1.1.671",
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
      parameters: expect.objectContaining({
        endpoint: "https://secretsmanager.us-east-1.amazonaws.com",
        functionName: "sample-rotation",
        kmsKeyArn: keyArn,
        vpcSubnetIds: "subnet-1,subnet-2",
        vpcSecurityGroupIds: "${aws_security_group.tasks.id}",
      }) as object,
    });
  });

  it("waits for the schedule, because the user must exist first", () => {
    expect(stack.only("aws_secretsmanager_secret_rotation")).toMatchObject({
      rotate_immediately: false,
      rotation_rules: { automatically_after_days: 30 },
    });
  });

  it("owns the function's log, encrypted and with an end", () => {
    expect(stack.only("aws_cloudwatch_log_group")).toMatchObject({
      name: "/aws/lambda/sample-rotation",
      retention_in_days: 365,
      kms_key_id: keyArn,
    });
  });

  it.each([
    [{ everyDays: 0 }, "everyDays is 0; allowed are whole numbers from 1 to 90"],
    [{ everyDays: 91 }, "everyDays is 91"],
    [{ functionName: "a b" }, 'functionName is "a b"'],
  ])("refuses %j", (props, message) => {
    expect(() => synthesizeUser(props)).toThrow(message);
  });
});
