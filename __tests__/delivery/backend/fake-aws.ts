import type { AwsClients } from "../../../src/delivery/aws/clients";

type Input = Record<string, unknown>;

/** An AWS error as the SDK throws it. */
export function awsError(name: string, status = 400): Error {
  return Object.assign(new Error(`${name} from AWS`), { name, $metadata: { httpStatusCode: status } });
}

/** An account in memory: what S3, KMS, DynamoDB and STS keep of the calls that a backend needs. */
export function fakeAws(account = "123456789012"): AwsClients {
  const sts = { getCallerIdentity: async () => ({ Account: account, Arn: `arn:aws:iam::${account}:user/test` }) };
  return { sts, s3: fakeS3(), kms: fakeKms(), dynamodb: fakeDynamo() } as unknown as AwsClients;
}

/** S3 gives back what was put, at times without its outermost wrapping. */
function fakeS3() {
  const buckets = new Map<string, Map<string, Input>>();
  const settings = (bucket: unknown) => {
    const found = buckets.get(String(bucket));
    if (!found) throw awsError("NoSuchBucket", 404);
    return found;
  };
  const known: Input = {
    headBucket: async ({ Bucket }: Input) => void settings(Bucket),
    createBucket: async ({ Bucket, ObjectOwnership }: Input) => {
      const OwnershipControls = { Rules: [{ ObjectOwnership }] };
      buckets.set(String(Bucket), new Map([["BucketOwnershipControls", { OwnershipControls }]]));
    },
  };
  const alwaysAnswered = ["BucketVersioning", "BucketLogging"];
  return new Proxy(known, {
    get: (_, method: string) => {
      if (method in known) return known[method];
      const setting = method.slice(3);
      if (method.startsWith("put")) {
        return async ({ Bucket, ...input }: Input) => void settings(Bucket).set(setting, unwrap(input));
      }
      return async ({ Bucket }: Input) => {
        const value = settings(Bucket).get(setting);
        if (!value && !alwaysAnswered.includes(setting)) throw awsError(`NoSuch${setting}Configuration`, 404);
        return value ?? {};
      };
    },
  });
}

function unwrap(input: Input): Input {
  const inner = Object.values(input).filter((value) => typeof value === "object");
  return Object.assign({}, input, ...inner) as Input;
}

function fakeKms() {
  const keys = new Map<unknown, Record<string, unknown> & { tags: Map<unknown, unknown> }>();
  const aliases = new Map<unknown, unknown>();
  const find = (id: unknown) => {
    const key = keys.get(aliases.get(id) ?? id);
    if (!key) throw awsError("NotFoundException");
    return key;
  };
  const set = (change: Input) => async (input: Input) => void Object.assign(find(input.KeyId), change);
  return {
    createKey: async ({ Policy, Tags }: Input) => {
      const KeyId = `key-${keys.size + 1}`;
      const Arn = `arn:aws:kms:us-east-1:123456789012:key/${KeyId}`;
      keys.set(KeyId, { KeyId, Arn, KeyState: "Enabled", rotation: false, Policy, tags: kmsTags(Tags) });
      return { KeyMetadata: { KeyId } };
    },
    createAlias: async ({ AliasName, TargetKeyId }: Input) => void aliases.set(AliasName, TargetKeyId),
    describeKey: async ({ KeyId }: Input) => ({ KeyMetadata: find(KeyId) }),
    getKeyPolicy: async ({ KeyId }: Input) => ({ Policy: find(KeyId).Policy }),
    putKeyPolicy: async ({ KeyId, Policy }: Input) => void Object.assign(find(KeyId), { Policy }),
    getKeyRotationStatus: async ({ KeyId }: Input) => ({ KeyRotationEnabled: find(KeyId).rotation }),
    enableKey: set({ KeyState: "Enabled" }),
    disableKey: set({ KeyState: "Disabled" }),
    scheduleKeyDeletion: set({ KeyState: "PendingDeletion" }),
    enableKeyRotation: set({ rotation: true }),
    disableKeyRotation: set({ rotation: false }),
    listResourceTags: async ({ KeyId }: Input) => ({
      Tags: [...find(KeyId).tags].map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
    }),
    tagResource: async ({ KeyId, Tags }: Input) =>
      kmsTags(Tags).forEach((value, name) => find(KeyId).tags.set(name, value)),
    untagResource: async ({ KeyId, TagKeys }: Input) =>
      (TagKeys as string[]).forEach((name) => find(KeyId).tags.delete(name)),
  };
}

function kmsTags(tags: unknown): Map<unknown, unknown> {
  return new Map((tags as Input[]).map(({ TagKey, TagValue }) => [TagKey, TagValue]));
}

function fakeDynamo() {
  const tables = new Map<unknown, Input & { tags: Map<unknown, unknown>; recovery: boolean }>();
  const find = (name: unknown) => {
    const table = tables.get(String(name).replace("arn:", ""));
    if (!table) throw awsError("ResourceNotFoundException");
    return table;
  };
  const described = ({ SSESpecification, BillingMode, ...rest }: Input) => ({
    ...rest,
    ...(SSESpecification ? { SSEDescription: sse(SSESpecification as Input) } : {}),
    ...(BillingMode ? { BillingModeSummary: { BillingMode } } : {}),
  });
  return {
    createTable: async ({ Tags, ...input }: Input) => {
      const tags = dynamoTags(Tags);
      tables.set(input.TableName, { ...described(input), TableArn: `arn:${input.TableName}`, tags, recovery: false });
    },
    waitUntilTableExists: async () => undefined,
    describeTable: async ({ TableName }: Input) => ({ Table: find(TableName) }),
    updateTable: async (input: Input) => void Object.assign(find(input.TableName), described(input)),
    describeContinuousBackups: async ({ TableName }: Input) => {
      const PointInTimeRecoveryStatus = find(TableName).recovery ? "ENABLED" : "DISABLED";
      return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus } } };
    },
    updateContinuousBackups: async ({ TableName, PointInTimeRecoverySpecification }: Input) => {
      find(TableName).recovery = (PointInTimeRecoverySpecification as Input).PointInTimeRecoveryEnabled as boolean;
    },
    listTagsOfResource: async ({ ResourceArn }: Input) => ({
      Tags: [...find(ResourceArn).tags].map(([Key, Value]) => ({ Key, Value })),
    }),
    tagResource: async ({ ResourceArn, Tags }: Input) =>
      dynamoTags(Tags).forEach((value, name) => find(ResourceArn).tags.set(name, value)),
    untagResource: async ({ ResourceArn, TagKeys }: Input) =>
      (TagKeys as string[]).forEach((name) => find(ResourceArn).tags.delete(name)),
  };
}

function sse({ Enabled, KMSMasterKeyId }: Input) {
  return Enabled ? { KMSMasterKeyArn: KMSMasterKeyId } : undefined;
}

function dynamoTags(tags: unknown): Map<unknown, unknown> {
  return new Map((tags as Input[]).map(({ Key, Value }) => [Key, Value]));
}
