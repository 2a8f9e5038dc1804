import { becomes, leaves } from "./directions";
import { policyLines } from "./policies";
import { rowsOf, type Row } from "./row";

const s3 = "https://docs.aws.amazon.com/AmazonS3/latest/userguide";

const opened = "what stands in it may become public";
const keepClosed = "Keep all four settings on.";
const keepObjects = "See that nothing that must be kept matches the rule; deleted versions are gone for good.";

export const buckets: readonly Row[] = [
  ...rowsOf(["aws_s3_bucket_versioning"], `${s3}/Versioning.html`, [
    [
      "versioning_configuration.status",
      leaves("Enabled"),
      "data-loss",
      "what is overwritten or deleted from now on is gone for good",
      "Keep versioning.",
    ],
    ["versioning_configuration.status", "any", "cost", "old versions are kept, and charged"],
    [
      "versioning_configuration.mfa_delete",
      "switched-off",
      "data-loss",
      "versions can be deleted without a second factor",
      "Keep it.",
    ],
  ]),
  ...rowsOf(["aws_s3_bucket_lifecycle_configuration"], `${s3}/object-lifecycle-mgmt.html`, [
    ["rule.expiration.days", "lowered", "data-loss", "objects are deleted earlier", keepObjects],
    ["rule.expiration.days", "added", "data-loss", "objects are deleted when they are that old", keepObjects],
    ["rule.expiration", "any", "harmless", "objects are kept longer"],
    [
      "rule.noncurrent_version_expiration.noncurrent_days",
      "lowered",
      "data-loss",
      "old versions are deleted earlier",
      keepObjects,
    ],
    [
      "rule.noncurrent_version_expiration.noncurrent_days",
      "added",
      "data-loss",
      "old versions are deleted when they are that old",
      keepObjects,
    ],
    [
      "rule.noncurrent_version_expiration.newer_noncurrent_versions",
      "lowered",
      "data-loss",
      "fewer old versions are kept",
      keepObjects,
    ],
    ["rule.noncurrent_version_expiration", "any", "harmless", "old versions are kept longer"],
    ["rule.filter", "any", "data-loss", "the rule acts on other objects", keepObjects],
    ["rule.prefix", "any", "data-loss", "the rule acts on other objects", keepObjects],
    ["rule.transition", "any", "cost", "objects move to another storage class; reading them may take longer"],
    ["rule.noncurrent_version_transition", "any", "cost", "old versions move to another storage class"],
    ["rule.abort_incomplete_multipart_upload", "any", "harmless", "it removes uploads that were never finished"],
  ]),
  ...rowsOf(["aws_s3_bucket_server_side_encryption_configuration"], `${s3}/bucket-encryption.html`, [
    [
      "rule.apply_server_side_encryption_by_default.sse_algorithm",
      leaves("aws:kms", "aws:kms:dsse"),
      "exposure",
      "new objects are no longer under a key of this estate",
      "Keep aws:kms.",
    ],
    [
      "rule.apply_server_side_encryption_by_default.kms_master_key_id",
      "removed",
      "exposure",
      "new objects are no longer under a key of this estate",
      "Name the estate's key.",
    ],
    [
      "rule.apply_server_side_encryption_by_default.kms_master_key_id",
      "any",
      "unjudged",
      "new objects are under another key, and what is there stays under the old one",
      "Keep the old key.",
    ],
    ["rule", "any", "unjudged", "new objects are encrypted otherwise; what is there stays as it is"],
  ]),
  ...rowsOf(
    ["aws_s3_bucket_public_access_block", "aws_s3_account_public_access_block"],
    `${s3}/access-control-block-public-access.html`,
    [
      ["block_public_acls", "switched-off", "exposure", opened, keepClosed],
      ["block_public_policy", "switched-off", "exposure", opened, keepClosed],
      ["ignore_public_acls", "switched-off", "exposure", opened, keepClosed],
      ["restrict_public_buckets", "switched-off", "exposure", opened, keepClosed],
      ["block_public_acls", "any", "harmless", "it closes what was open"],
      ["block_public_policy", "any", "harmless", "it closes what was open"],
      ["ignore_public_acls", "any", "downtime", "whoever reads by a public ACL is locked out"],
      ["restrict_public_buckets", "any", "downtime", "whoever reads by a public policy is locked out"],
    ],
  ),
  ...rowsOf(
    ["aws_s3_bucket_policy"],
    `${s3}/bucket-policies.html`,
    policyLines("policy", "who may read and write it changes at once"),
  ),
  ...rowsOf(["aws_s3_bucket_acl"], `${s3}/acl-overview.html`, [
    [
      "acl",
      becomes("public-read", "public-read-write", "authenticated-read"),
      "exposure",
      "everybody may read it",
      "Keep it private.",
    ],
  ]),
  ...rowsOf(["aws_s3_bucket_ownership_controls"], `${s3}/about-object-ownership.html`, [
    [
      "rule.object_ownership",
      leaves("BucketOwnerEnforced"),
      "exposure",
      "ACLs of single objects count again",
      "Keep BucketOwnerEnforced.",
    ],
  ]),
  ...rowsOf(["aws_s3_bucket_logging"], `${s3}/ServerLogs.html`, [
    ["target_bucket", "any", "unjudged", "who reads it is recorded elsewhere"],
    ["target_prefix", "any", "harmless", "who reads it is recorded under another prefix"],
  ]),
  ...rowsOf(["aws_s3_bucket_object_lock_configuration"], `${s3}/object-lock.html`, [
    [
      "rule.default_retention.days",
      "lowered",
      "data-loss",
      "new objects may be deleted earlier",
      "Keep the longer retention.",
    ],
    [
      "rule.default_retention.years",
      "lowered",
      "data-loss",
      "new objects may be deleted earlier",
      "Keep the longer retention.",
    ],
    [
      "rule.default_retention.mode",
      leaves("COMPLIANCE"),
      "data-loss",
      "privileged people may delete new objects early",
      "Keep COMPLIANCE.",
    ],
    ["rule", "removed", "data-loss", "new objects may be deleted at any time", "Keep the lock."],
    ["rule", "any", "harmless", "new objects are locked for longer"],
  ]),
  ...rowsOf(["aws_s3_bucket_replication_configuration"], `${s3}/replication.html`, [
    ["rule", "removed", "data-loss", "new objects are no longer copied", "Keep the copies."],
    ["rule.status", "switched-off", "data-loss", "new objects are no longer copied", "Keep the copies."],
    ["rule", "any", "unjudged", "new objects are copied otherwise; those that are there are not copied again"],
  ]),
  ...rowsOf(["aws_s3_bucket_cors_configuration"], `${s3}/cors.html`, [
    [
      "cors_rule.allowed_origins",
      becomes("*"),
      "exposure",
      "every web page may use it in a visitor's name",
      "Name the origins.",
    ],
  ]),
  ...rowsOf(["aws_s3_bucket_notification"], `${s3}/EventNotifications.html`, [
    ["queue", "any", "downtime", "others hear of new objects"],
    ["lambda_function", "any", "downtime", "others hear of new objects"],
    ["topic", "any", "downtime", "others hear of new objects"],
    ["eventbridge", "any", "downtime", "EventBridge hears of new objects, or no longer"],
  ]),
];
