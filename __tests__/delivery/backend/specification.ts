import { findDeployment } from "../../../src/config";
import type { AwsClients } from "../../../src/delivery/aws/clients";
import { checkBackend, setupBackend } from "../../../src/delivery/backend";

export const owner = findDeployment("omnirapeutic-dev");
const { bucket: Bucket, lockTable: TableName, kmsKeyAlias } = owner.backend;
const logBucket = `${Bucket}-logs`;

/** One way to spoil each setting, by hand and by the SDK. */
const spoil: Record<string, (aws: AwsClients) => Promise<unknown>> = {
  "key: state": async (aws) => aws.kms.disableKey(await key(aws)),
  "key: rotation": async (aws) => aws.kms.disableKeyRotation(await key(aws)),
  "key: policy": async (aws) =>
    aws.kms.putKeyPolicy({ ...(await key(aws)), PolicyName: "default", Policy: allow("kms:*", "*") }),
  "key: tags": async (aws) => aws.kms.untagResource({ ...(await key(aws)), TagKeys: ["HIPAA"] }),
  "log bucket: policy": ({ s3 }) =>
    s3.putBucketPolicy({ Bucket: logBucket, Policy: allow("s3:GetObject", `arn:aws:s3:::${logBucket}/*`) }),
  "state bucket: versioning": ({ s3 }) =>
    s3.putBucketVersioning({ Bucket, VersioningConfiguration: { Status: "Suspended" } }),
  "state bucket: ownership": ({ s3 }) =>
    s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } }),
  "state bucket: public access": ({ s3 }) =>
    s3.putPublicAccessBlock({ Bucket, PublicAccessBlockConfiguration: { BlockPublicAcls: true } }),
  "state bucket: encryption": ({ s3 }) =>
    s3.putBucketEncryption({
      Bucket,
      ServerSideEncryptionConfiguration: {
        Rules: [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "AES256" } }],
      },
    }),
  "state bucket: policy": ({ s3 }) =>
    s3.putBucketPolicy({ Bucket, Policy: allow("s3:GetObject", `arn:aws:s3:::${Bucket}/*`) }),
  "state bucket: lifecycle": ({ s3 }) =>
    s3.putBucketLifecycleConfiguration({
      Bucket,
      LifecycleConfiguration: {
        Rules: [{ ID: "expire-all", Status: "Enabled", Filter: { Prefix: "" }, Expiration: { Days: 1 } }],
      },
    }),
  "state bucket: access logs": ({ s3 }) => s3.putBucketLogging({ Bucket, BucketLoggingStatus: {} }),
  "state bucket: tags": ({ s3 }) =>
    s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "Team", Value: "core" }] } }),
  "lock table: billing": ({ dynamodb }) =>
    dynamodb.updateTable({
      TableName,
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }),
  "lock table: encryption": ({ dynamodb }) => dynamodb.updateTable({ TableName, SSESpecification: { Enabled: false } }),
  "lock table: point-in-time recovery": ({ dynamodb }) =>
    dynamodb.updateContinuousBackups({
      TableName,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
    }),
  "lock table: deletion protection": ({ dynamodb }) =>
    dynamodb.updateTable({ TableName, DeletionProtectionEnabled: false }),
  "lock table: tags": async ({ dynamodb }) => {
    const { Table } = await dynamodb.describeTable({ TableName });
    return dynamodb.untagResource({ ResourceArn: Table?.TableArn, TagKeys: ["HIPAA"] });
  },
};

/**
 * How a backend behaves, whoever answers: the in-memory double in fast tests, the embedded AWS in sandbox tests.
 * @param ignored settings whose change the answering side does not carry out
 */
export function backendSpecification(connect: () => AwsClients, ignored: readonly string[] = []): void {
  it("reports every part of a backend as absent before the first setup", async () => {
    const rows = await checkBackend(owner, connect());
    expect(rows.map(({ part, setting, fine }) => [part, setting, fine])).toEqual([
      ["key", "exists", false],
      ["log bucket", "exists", false],
      ["state bucket", "exists", false],
      ["lock table", "exists", false],
    ]);
  });

  it("makes bucket, key and lock table at the first setup, and check finds nothing to say", async () => {
    const rows = await setupBackend(owner, connect());
    expect(new Set(rows.map(({ done }) => done))).toEqual(new Set(["created"]));
    expect(different(await checkBackend(owner, connect()))).toEqual([]);
  });

  it("changes nothing at the second setup", async () => {
    const rows = await setupBackend(owner, connect());
    expect(rows.filter(({ done }) => done !== "nothing")).toEqual([]);
  });

  it.each(Object.entries(spoil).filter(([label]) => !ignored.includes(label)))(
    "names a spoiled %s, and setup repairs that alone",
    async (label, spoilIt) => {
      const aws = connect();
      await spoilIt(aws);
      expect(different(await checkBackend(owner, aws))).toEqual([label]);
      const corrected = (await setupBackend(owner, aws)).filter(({ done }) => done !== "nothing");
      expect(corrected.map(({ part, setting, done }) => [`${part}: ${setting}`, done])).toEqual([[label, "corrected"]]);
      expect(different(await checkBackend(owner, aws))).toEqual([]);
    },
  );

  it("keeps tags that a team added of its own", async () => {
    const aws = connect();
    await aws.s3.putBucketTagging({ Bucket, Tagging: { TagSet: [{ Key: "Team", Value: "core" }] } });
    await setupBackend(owner, aws);
    const { TagSet } = await aws.s3.getBucketTagging({ Bucket });
    expect(TagSet).toContainEqual({ Key: "Team", Value: "core" });
    expect(TagSet).toContainEqual({ Key: "HIPAA", Value: "true" });
  });
}

function different(rows: Awaited<ReturnType<typeof checkBackend>>): string[] {
  return rows.filter(({ fine }) => !fine).map(({ part, setting }) => `${part}: ${setting}`);
}

async function key({ kms }: AwsClients) {
  const { KeyMetadata } = await kms.describeKey({ KeyId: kmsKeyAlias });
  return { KeyId: KeyMetadata?.KeyId };
}

function allow(action: string, resource: string): string {
  const Principal = { AWS: "arn:aws:iam::123456789012:root" };
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Sid: "Open", Effect: "Allow", Principal, Action: action, Resource: resource }],
  });
}
