import { operatorSecretsOf } from "../../config";
import type { BackendOwner } from "./owner";
import { accessLogsBucketPolicy, keyPolicy, secretsKeyPolicy, stateBucketPolicy } from "./policies";
import { statementsBySid, type Json, type Part } from "./settings";

/** Old versions of a state are a year's worth of recovery points; the upload of a crashed apply is worth nothing after a week. */
const OLD_STATE_DAYS = 365;
const UNFINISHED_UPLOAD_DAYS = 7;
/** Where the pipeline hands a saved plan from planning to applying (scripts/ci-store.sh); it holds secrets, so it does not stay. */
const SAVED_PLANS = "ci/";
const SAVED_PLAN_DAYS = 30;
/** Seven years: access logs are audit records. 164.316(b)(2)(i) */
const ACCESS_LOG_DAYS = 2557;

const PRIVATE = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };

/** The ARN under which Terraform's backend names the key. */
export function aliasArn({ account, backend }: BackendOwner): string {
  return `arn:aws:kms:${backend.region}:${account}:${backend.kmsKeyAlias}`;
}

/** The customer-managed keys: that of bucket and table, and that of the secrets that people make, where there are any. */
export function desiredKeys(owner: BackendOwner): readonly Part[] {
  const secrets = desiredSecretsKey(owner);
  return [desiredKey(owner), ...(secrets ? [secrets] : [])];
}

/** The customer-managed key of bucket and table. */
export function desiredKey(owner: BackendOwner): Part {
  return key("key", owner.backend.kmsKeyAlias, keyPolicy(owner), tagsOf(owner));
}

/** The customer-managed key of the secrets that people make; undefined where Terraform makes all of them. It belongs to one environment. */
export function desiredSecretsKey(owner: BackendOwner): Part | undefined {
  const secrets = operatorSecretsOf(owner);
  const tags = { ...tagsOf(owner), Environment: owner.environment };
  return secrets && key("secrets key", secrets.keyAlias, secretsKeyPolicy(owner), tags);
}

function key(title: Part["title"], name: string, policy: string, tags: Json): Part {
  return {
    title,
    name,
    settings: { state: "Enabled", rotation: true, policy: statementsBySid(policy), tags }, // 164.312(a)(2)(iv)
  };
}

/** Bucket for access logs, state bucket and lock table, in the order in which they can be made. */
export function desiredStores(owner: BackendOwner, keyArn: string): readonly Part[] {
  return [accessLogsBucket(owner), stateBucket(owner, keyArn), lockTable(owner, keyArn)];
}

function stateBucket(owner: BackendOwner, keyArn: string): Part {
  const { bucket } = owner.backend;
  return {
    title: "state bucket",
    name: bucket,
    settings: {
      ...bucketBasics(owner),
      encryption: { algorithm: "aws:kms", key: keyArn, bucketKey: true }, // 164.312(a)(2)(iv)
      policy: statementsBySid(stateBucketPolicy(bucket, [keyArn, aliasArn(owner)])),
      lifecycle: {
        ...lifecycle("expire-old-states", { NoncurrentVersionExpiration: { NoncurrentDays: OLD_STATE_DAYS } }),
        ...lifecycle("expire-saved-plans", { Expiration: { Days: SAVED_PLAN_DAYS } }, SAVED_PLANS),
      },
      "access logs": { bucket: accessLogsName(bucket), prefix: `${bucket}/` }, // 164.312(b)
    },
  };
}

/** S3 can deliver access logs only to a bucket encrypted with its own key (SSE-S3), and a log bucket that logs itself would never rest. */
function accessLogsBucket(owner: BackendOwner): Part {
  const { bucket } = owner.backend;
  const name = accessLogsName(bucket);
  return {
    title: "log bucket",
    name,
    settings: {
      ...bucketBasics(owner),
      encryption: { algorithm: "AES256", key: null, bucketKey: false },
      policy: statementsBySid(accessLogsBucketPolicy({ name, source: bucket, account: owner.account })),
      lifecycle: lifecycle("expire-access-logs", {
        Expiration: { Days: ACCESS_LOG_DAYS },
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
      }),
    },
  };
}

function lockTable(owner: BackendOwner, keyArn: string): Part {
  return {
    title: "lock table",
    name: owner.backend.lockTable,
    settings: {
      "hash key": "LockID (S)", // the one that Terraform writes
      billing: "PAY_PER_REQUEST",
      encryption: keyArn,
      "point-in-time recovery": true,
      "deletion protection": true,
      tags: tagsOf(owner),
    },
  };
}

function bucketBasics(owner: BackendOwner) {
  return {
    versioning: "Enabled", // 164.312(c)(1)
    ownership: "BucketOwnerEnforced",
    "public access": PRIVATE,
    tags: tagsOf(owner),
  };
}

function lifecycle(id: string, expiry: { readonly [key: string]: Json }, prefix = ""): { readonly [id: string]: Json } {
  const AbortIncompleteMultipartUpload = { DaysAfterInitiation: UNFINISHED_UPLOAD_DAYS };
  return { [id]: { ID: id, Status: "Enabled", Filter: { Prefix: prefix }, ...expiry, AbortIncompleteMultipartUpload } };
}

function accessLogsName(bucket: string): string {
  return `${bucket}-logs`;
}

/** Bucket and table may serve several environments, so no tag names one. */
function tagsOf({ system }: BackendOwner) {
  return { Project: system, ManagedBy: "estate-backend", HIPAA: "true", DataClassification: "internal" };
}
