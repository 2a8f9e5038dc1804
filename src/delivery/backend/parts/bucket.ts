import type { BucketLocationConstraint, LifecycleRule, PublicAccessBlockConfiguration } from "@aws-sdk/client-s3";
import type { AwsClients } from "../../aws/clients";
import { errorCode, errorStatus } from "../../aws/errors";
import { Failure } from "../../failure";
import { documentOf, type Driver, type Json } from "../settings";
import { findBucket } from "./read-bucket";

/** A bucket of one account in one region. */
export interface BucketPlace {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

type S3 = AwsClients["s3"];

/**
 * Reads, makes and corrects a bucket. Every call names the expected owner, so that a bucket of somebody else is never written to.
 * @throws Failure when the name belongs to another account or another region
 */
export function bucketDriver(s3: S3, place: BucketPlace): Driver {
  const target = { Bucket: place.name, ExpectedBucketOwner: place.account };
  return {
    find: async () => ((await isOurs(s3, place)) ? findBucket(s3, target) : undefined),
    create: () => create(s3, place),
    correct: {
      versioning: () => s3.putBucketVersioning({ ...target, VersioningConfiguration: { Status: "Enabled" } }),
      ownership: () =>
        s3.putBucketOwnershipControls({
          ...target,
          OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        }),
      "public access": (block) =>
        s3.putPublicAccessBlock({
          ...target,
          PublicAccessBlockConfiguration: block as PublicAccessBlockConfiguration,
        }),
      encryption: (encryption) =>
        s3.putBucketEncryption({ ...target, ServerSideEncryptionConfiguration: encryptionRule(encryption) }),
      policy: (policy) => s3.putBucketPolicy({ ...target, Policy: documentOf(policy) }),
      lifecycle: (rules) =>
        s3.putBucketLifecycleConfiguration({
          ...target,
          LifecycleConfiguration: { Rules: Object.values(rules as object) as LifecycleRule[] },
        }),
      "access logs": (logs) => s3.putBucketLogging({ ...target, BucketLoggingStatus: loggingTo(logs) }),
      tags: (tags) => addTags(s3, target, tags as Record<string, string>),
    },
  };
}

async function create(s3: S3, { name, region }: BucketPlace): Promise<void> {
  // us-east-1 is S3's default and refused as a constraint.
  const elsewhere = { CreateBucketConfiguration: { LocationConstraint: region as BucketLocationConstraint } };
  try {
    await s3.createBucket({
      Bucket: name,
      ObjectOwnership: "BucketOwnerEnforced",
      ...(region === "us-east-1" ? {} : elsewhere),
    });
  } catch (error) {
    if (errorCode(error) === "BucketAlreadyExists") throw ownedByAnother(name);
    throw error;
  }
}

/** False when nobody has the bucket. S3's HEAD answers have no body: the status is all there is. */
async function isOurs(s3: S3, { name, account, region }: BucketPlace): Promise<boolean> {
  try {
    await s3.headBucket({ Bucket: name, ExpectedBucketOwner: account });
    return true;
  } catch (error) {
    if (errorStatus(error) === 404) return false;
    if (errorStatus(error) === 403) throw ownedByAnother(name);
    if (errorStatus(error) === 301) throw inAnotherRegion(name, region);
    throw error;
  }
}

/** S3 replaces the whole set of tags, so those of others go along. */
async function addTags(s3: S3, target: { Bucket: string; ExpectedBucketOwner: string }, tags: Record<string, string>) {
  const found = (await findBucket(s3, target)).tags;
  const TagSet = Object.entries({ ...found, ...tags }).map(([Key, Value]) => ({ Key, Value }));
  return s3.putBucketTagging({ ...target, Tagging: { TagSet } });
}

function encryptionRule(encryption: Json) {
  const { algorithm, key, bucketKey } = encryption as {
    algorithm: "aws:kms" | "AES256";
    key: string | null;
    bucketKey: boolean;
  };
  const byDefault = { SSEAlgorithm: algorithm, ...(key !== null && { KMSMasterKeyID: key }) };
  return { Rules: [{ ApplyServerSideEncryptionByDefault: byDefault, BucketKeyEnabled: bucketKey }] };
}

function loggingTo(logs: Json) {
  const { bucket, prefix } = logs as { bucket: string; prefix: string };
  return { LoggingEnabled: { TargetBucket: bucket, TargetPrefix: prefix } };
}

function ownedByAnother(name: string): Failure {
  return new Failure(`The bucket ${name} exists but is not this account's, or these credentials may not see it.`, {
    fix: "Bucket names are unique in all of AWS: set another `backend.bucket` in src/config, or use credentials with s3:ListBucket.",
  });
}

function inAnotherRegion(name: string, region: string): Failure {
  return new Failure(`The bucket ${name} exists in another region than ${region}.`, {
    fix: "Set `backend.region` in src/config to the bucket's region (aws s3api get-bucket-location), or choose another name.",
  });
}
