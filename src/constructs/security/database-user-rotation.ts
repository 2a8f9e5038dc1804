import type { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { ServerlessapplicationrepositoryCloudformationStack } from "@cdktf/provider-aws/lib/serverlessapplicationrepository-cloudformation-stack";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import type { SecurityGroup } from "../network/security-group";
import { EncryptedLogGroup } from "../observability/encrypted-log-group";
import type { DatabaseUserSecret } from "./database-user-secret";

/** The rotation functions that AWS writes and maintains, by engine. */
const APPLICATIONS = {
  mysql: { applicationId: published("SecretsManagerRDSMySQLRotationSingleUser"), semanticVersion: "1.1.671" },
  postgres: { applicationId: published("SecretsManagerRDSPostgreSQLRotationSingleUser"), semanticVersion: "1.1.671" },
} as const;
/** Besides what the databases refuse, what a connection string would have to escape. */
const EXCLUDED_CHARACTERS = " %+~`#$&*()|[]{}:;<>?!'/@\"\\";

export interface DatabaseUserRotationProps {
  /** Name of the rotation function, 1-64 letters, digits and `-_`, such as `omnirapeutic-dev-database-user-rotation`. */
  readonly functionName: string;
  readonly secret: DatabaseUserSecret;
  /** Days between rotations, 1-90: no standard that counts allows more. */
  readonly everyDays: number;
  /** From here the function reaches the database and Secrets Manager. */
  readonly subnetIds: readonly string[];
  /** Must be admitted by the database and may leave on 443. */
  readonly securityGroup: SecurityGroup;
  /** CMK of the secret. */
  readonly keyArn: string;
  /** CMK of the function's log, whose policy admits `/aws/lambda/<functionName>`. */
  readonly logsKeyArn: string;
  /** Days that the function's log is kept; a step that CloudWatch knows. */
  readonly logRetentionDays: number;
  /** Kept: Terraform refuses to destroy the log. */
  readonly protection: Safeguard;
}

/**
 * Gives a database user a new password every so many days: AWS's own function changes it in the database and in the
 * secret. Not at once: the user must exist first. 164.308(a)(5)(ii)(D)
 *
 * @see https://docs.aws.amazon.com/secretsmanager/latest/userguide/reference_available-rotation-templates.html
 */
export class DatabaseUserRotation extends Construct {
  readonly functionArn: string;

  /** @throws Error when the function name or the period is out of range */
  constructor(scope: Construct, id: string, props: DatabaseUserRotationProps) {
    super(scope, id);
    requireValid(this, props);
    const logs = new EncryptedLogGroup(this, "logs", {
      name: `/aws/lambda/${props.functionName}`, // fixed by Lambda
      retentionDays: props.logRetentionDays,
      keyArn: props.logsKeyArn,
      dataClass: "internal",
      protection: props.protection,
    });
    const stack = new ServerlessapplicationrepositoryCloudformationStack(this, "Resource", {
      ...APPLICATIONS[props.secret.engine],
      capabilities: ["CAPABILITY_IAM", "CAPABILITY_RESOURCE_POLICY"],
      name: props.functionName,
      parameters: {
        endpoint: `https://secretsmanager.${SystemStack.of(this).settings.region}.amazonaws.com`,
        functionName: props.functionName,
        kmsKeyArn: props.keyArn,
        vpcSubnetIds: props.subnetIds.join(","),
        vpcSecurityGroupIds: props.securityGroup.securityGroupId,
        excludeCharacters: EXCLUDED_CHARACTERS,
      },
      // Lambda would make the log group itself, unencrypted and kept for ever, if it came first.
      dependsOn: [logs.node.defaultChild as CloudwatchLogGroup],
    });
    this.functionArn = stack.outputs.lookup("RotationLambdaARN") as string;
    new SecretsmanagerSecretRotation(this, "schedule", {
      secretId: props.secret.secretArn,
      rotationLambdaArn: this.functionArn,
      rotateImmediately: false,
      rotationRules: { automaticallyAfterDays: props.everyDays },
    });
  }
}

function published(application: string): string {
  return `arn:aws:serverlessrepo:us-east-1:297356227824:applications/${application}`;
}

function requireValid(rotation: DatabaseUserRotation, { functionName, everyDays }: DatabaseUserRotationProps): void {
  const problem = [
    !/^[\w-]{1,64}$/.test(functionName) &&
      `functionName is "${functionName}"; allowed are 1-64 letters, digits and -_. Shorten or change it.`,
    (!Number.isInteger(everyDays) || everyDays < 1 || everyDays > 90) &&
      `everyDays is ${everyDays}; allowed are whole numbers from 1 to 90. Set 30.`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${rotation.node.path}] ${problem}`);
}
