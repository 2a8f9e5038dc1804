import type { LifecycleRule } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../aws/clients";
import { errorCode } from "../../aws/errors";
import { statementsBySid, tagRecord, type Json } from "../settings";

type S3 = AwsClients["s3"];
type Target = { readonly Bucket: string; readonly ExpectedBucketOwner: string };

/** The settings of a bucket that exists; null where nothing is configured. */
export async function findBucket(s3: S3, target: Target) {
  const [versioning, ownership, publicAccess, encryption, policy, lifecycle, logging, tags] = await Promise.all([
    s3.getBucketVersioning(target),
    unlessUnset(s3.getBucketOwnershipControls(target)),
    unlessUnset(s3.getPublicAccessBlock(target)),
    unlessUnset(s3.getBucketEncryption(target)),
    unlessUnset(s3.getBucketPolicy(target)),
    unlessUnset(s3.getBucketLifecycleConfiguration(target)),
    s3.getBucketLogging(target),
    unlessUnset(s3.getBucketTagging(target)),
  ]);
  const rule = encryption?.ServerSideEncryptionConfiguration?.Rules?.[0];
  const logs = logging.LoggingEnabled;
  return {
    versioning: versioning.Status ?? null,
    ownership: ownership?.OwnershipControls?.Rules?.[0]?.ObjectOwnership ?? null,
    "public access": json(publicAccess?.PublicAccessBlockConfiguration),
    encryption: {
      algorithm: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm ?? null,
      key: rule?.ApplyServerSideEncryptionByDefault?.KMSMasterKeyID ?? null,
      bucketKey: rule?.BucketKeyEnabled ?? false,
    },
    policy: statementsBySid(policy?.Policy),
    lifecycle: rulesById(lifecycle?.Rules),
    "access logs": logs ? { bucket: logs.TargetBucket ?? null, prefix: logs.TargetPrefix ?? null } : null,
    tags: tagRecord(tags?.TagSet),
  };
}

function rulesById(rules: readonly LifecycleRule[] = []): Record<string, Json> {
  return Object.fromEntries(rules.map((rule, index) => [rule.ID ?? `rule ${index + 1}`, json(rule)]));
}

/** Drops what the SDK left undefined. */
function json(value: unknown): Json {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as Json);
}

/** S3 answers a setting that was never made with an error of its own (`NoSuchTagSet`, `ServerSideEncryptionConfigurationNotFoundError` …). */
async function unlessUnset<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    const code = errorCode(error);
    if (/^NoSuch(?!Bucket$)|ConfigurationNotFound|ControlsNotFound/.test(code)) return undefined;
    throw error;
  }
}
