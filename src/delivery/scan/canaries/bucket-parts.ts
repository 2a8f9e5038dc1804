import type { JsonObject } from "../../hcl";
import { type TerraformPart, block, mergeParts } from "./canary";
import { KEY, roleArn, dashed } from "./shared";

export const ofBucket = (name: string): JsonObject => ({ bucket: `\${aws_s3_bucket.${name}.id}` });

export const closed: JsonObject = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

/** What a sound bucket has beside itself. */
export const satellites: Readonly<Record<string, (name: string) => JsonObject>> = {
  aws_s3_bucket_public_access_block: (name) => ({ ...ofBucket(name), ...closed }),
  aws_s3_bucket_versioning: (name) => ({ ...ofBucket(name), versioning_configuration: { status: "Enabled" } }),
  aws_s3_bucket_server_side_encryption_configuration: (name) => ({
    ...ofBucket(name),
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: KEY } }],
  }),
  aws_s3_bucket_logging: (name) => ({ ...ofBucket(name), target_bucket: "canary-access-logs", target_prefix: name }),
  aws_s3_bucket_lifecycle_configuration: (name) => ({
    ...ofBucket(name),
    rule: [
      {
        id: "old",
        status: "Enabled",
        filter: {},
        expiration: { days: 90 },
        abort_incomplete_multipart_upload: { days_after_initiation: 7 },
      },
    ],
  }),
  aws_s3_bucket_notification: (name) => ({ ...ofBucket(name), eventbridge: true }),
  aws_s3_bucket_replication_configuration: (name) => ({
    ...ofBucket(name),
    role: roleArn("replication"),
    rule: [{ id: "all", status: "Enabled", destination: { bucket: "arn:aws:s3:::canary-copy" } }],
  }),
  aws_s3_bucket_object_lock_configuration: (name) => ({
    ...ofBucket(name),
    rule: { default_retention: { mode: "GOVERNANCE", days: 30 } },
  }),
  aws_s3_bucket_ownership_controls: (name) => ({
    ...ofBucket(name),
    rule: { object_ownership: "BucketOwnerEnforced" },
  }),
};

/** A bucket with everything beside it but one. */
export function around(left: string): (name: string) => TerraformPart {
  return (name) =>
    mergeParts([
      block("aws_s3_bucket", name, { bucket: dashed(`canary-${name}`) }),
      ...Object.entries(satellites).flatMap(([type, body]) => (type === left ? [] : [block(type, name, body(name))])),
    ]);
}

export const ACCESS = "aws_s3_bucket_public_access_block";
