import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findDeployment } from "../../../src/config";
import { awsClients, type AwsClients } from "../../../src/delivery/aws/clients";
import { documentOf } from "../../support/delivery";
import { Estate, type Finished } from "../../support/estate";
import { sandboxEnvironment } from "../../support/life";

const deployment = "omni-portal-dev";
const { bucket: Bucket, lockTable: TableName } = findDeployment(deployment).backend;
/** What Terraform calls a lock: not what document 000 says. */
const LockID = `${Bucket}/infrastructure/terraform.tfstate`;

describe("the state of OmniPortal", () => {
  const estate = new Estate();
  let aws: AwsClients;
  let first: Finished;
  beforeAll(async () => {
    await estate.succeed("sandbox", "up");
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(estate);
    aws = awsClients({ kind: "sandbox", endpoint }, "us-east-1");
    first = await estate.run("backend", "setup", deployment, "--sandbox");
  });
  afterAll(() => estate.dispose());

  it("is set up by one command, and the second time nothing changes [000-state-one-time-setup]", async () => {
    const second = await estate.run("backend", "setup", deployment, "--sandbox");
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout + first.stderr).toMatch(/created/);
    expect(second.stdout + second.stderr).not.toMatch(/created|corrected +\w/);
  });

  it("lies in a bucket with versions [000-state-bucket-versioning]", async () => {
    expect(await aws.s3.getBucketVersioning({ Bucket })).toMatchObject({ Status: "Enabled" });
  });

  it("is encrypted with a key of its own [000-state-bucket-kms]", async () => {
    const { ServerSideEncryptionConfiguration: encryption } = await aws.s3.getBucketEncryption({ Bucket });
    const [rule] = encryption!.Rules!;
    expect(rule!.ApplyServerSideEncryptionByDefault).toMatchObject({ SSEAlgorithm: "aws:kms" });
    expect(rule!.ApplyServerSideEncryptionByDefault!.KMSMasterKeyID).toMatch(
      /^arn:aws:kms:us-east-1:123456789012:key\//,
    );
  });

  it("is closed to the public and to requests without TLS [000-state-bucket-private]", async () => {
    const { PublicAccessBlockConfiguration: block } = await aws.s3.getPublicAccessBlock({ Bucket });
    expect(block).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { Policy } = await aws.s3.getBucketPolicy({ Bucket });
    expect(Policy).toContain('"aws:SecureTransport":"false"');
  });

  it("is locked in a table with the one key LockID, paid by request [000-state-lock-table-key] [000-state-lock-table-billing]", async () => {
    const { Table } = await aws.dynamodb.describeTable({ TableName });
    expect(Table!.KeySchema).toEqual([{ AttributeName: "LockID", KeyType: "HASH" }]);
    expect(Table!.AttributeDefinitions).toEqual([{ AttributeName: "LockID", AttributeType: "S" }]);
    expect(Table!.BillingModeSummary!.BillingMode).toBe("PAY_PER_REQUEST");
  });

  it("is free for the next plan after the runbook's steps on a lock that was left behind [000-runbook-state-lock-live]", async () => {
    const folder = join(estate.synthesized, "stacks", deployment);
    mkdirSync(folder, { recursive: true });
    const document = documentOf({ aws_cloudwatch_log_group: { database_logs: { name: "/lock" } } }, deployment);
    writeFileSync(join(folder, "cdk.tf.json"), JSON.stringify(document));
    const plan = () => estate.run("plan", deployment, "--sandbox", "--from", estate.synthesized);
    expect((await plan()).code).toBe(2);

    const info = { ID: "9d5e5c2a-0000-4000-8000-000000000000", Operation: "OperationTypeApply", Who: "ci@runner-7" };
    const left = { ...info, Info: "", Version: "1.11.4", Created: "2026-01-01T00:00:00Z", Path: LockID };
    await aws.dynamodb.putItem({ TableName, Item: { LockID: { S: LockID }, Info: { S: JSON.stringify(left) } } });
    const locked = await plan();
    expect({ code: locked.code, stderr: locked.stderr }).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("ci@runner-7") as string,
    });

    const { Item } = await aws.dynamodb.getItem({ TableName, Key: { LockID: { S: LockID } }, ConsistentRead: true });
    const { ID } = JSON.parse(Item!.Info!.S!) as { ID: string };
    const options = [deployment, "--sandbox", "--from", estate.synthesized];
    await estate.succeed("terraform", ...options, "--", "force-unlock", "-force", ID);
    expect((await plan()).code).toBe(2);
  });
});
