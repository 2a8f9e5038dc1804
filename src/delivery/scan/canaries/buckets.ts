import { type Body, type Canary, type Fault, plant } from "./canary";
import { satellites, around, ACCESS } from "./bucket-parts";

/** One fault in one satellite. */
function satellite(
  type: string,
  name: string,
  fault: string,
  change: Body | "absent",
  rules: Pick<Fault, "checkov" | "tfsec" | "tfsecAt" | "blind">,
  at = "aws_s3_bucket",
): Canary[] {
  return plant({
    type,
    at,
    around: around(type),
    sound: satellites[type]!,
    faults: { [name]: { fault, change, ...rules } },
  });
}

const ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration";

const LIFECYCLE = "aws_s3_bucket_lifecycle_configuration";

/** Settings of S3 buckets. */
export const buckets: readonly Canary[] = [
  ...satellite(ACCESS, "bucket_without_access_block", "Bucket without public access block", "absent", {
    checkov: ["CKV2_AWS_6"],
    tfsec: ["aws-s3-specify-public-access-block"],
  }),
  ...satellite(
    ACCESS,
    "bucket_takes_public_acls",
    "Public access block lets public ACLs in",
    { block_public_acls: false },
    { checkov: ["CKV_AWS_53"], tfsec: ["aws-s3-block-public-acls"] },
    ACCESS,
  ),
  ...satellite(
    ACCESS,
    "bucket_takes_public_policies",
    "Public access block lets public policies in",
    { block_public_policy: false },
    { checkov: ["CKV_AWS_54"], tfsec: ["aws-s3-block-public-policy"] },
    ACCESS,
  ),
  ...satellite(
    ACCESS,
    "bucket_obeys_public_acls",
    "Public access block obeys public ACLs",
    { ignore_public_acls: false },
    { checkov: ["CKV_AWS_55"], tfsec: ["aws-s3-ignore-public-acls"] },
    ACCESS,
  ),
  ...satellite(
    ACCESS,
    "bucket_answers_public_policies",
    "Public access block does not restrict public buckets",
    { restrict_public_buckets: false },
    { checkov: ["CKV_AWS_56"], tfsec: ["aws-s3-no-public-buckets"] },
    ACCESS,
  ),
  ...satellite(
    "aws_s3_bucket_versioning",
    "bucket_unversioned",
    "Versioning suspended",
    { versioning_configuration: { status: "Suspended" } },
    { checkov: ["CKV_AWS_21"], tfsec: ["aws-s3-enable-versioning"], tfsecAt: "aws_s3_bucket_versioning" },
  ),
  ...satellite("aws_s3_bucket_versioning", "bucket_without_versioning", "Bucket without versioning", "absent", {
    checkov: ["CKV_AWS_21"],
    tfsec: ["aws-s3-enable-versioning"],
  }),
  ...satellite(
    ENCRYPTION,
    "bucket_with_own_key_of_s3",
    "Bucket encrypted with S3's own key",
    { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] },
    { checkov: ["CKV_AWS_145"], tfsec: ["aws-s3-encryption-customer-key"], tfsecAt: ENCRYPTION },
  ),
  ...satellite(ENCRYPTION, "bucket_unencrypted", "Bucket without encryption settings", "absent", {
    checkov: ["CKV_AWS_145", "CKV_AWS_19"],
    tfsec: ["aws-s3-enable-bucket-encryption", "aws-s3-encryption-customer-key"],
    blind: { CKV_AWS_19: "S3 encrypts every bucket since 2023, so a bucket without settings passes" },
  }),
  ...satellite("aws_s3_bucket_logging", "bucket_without_access_log", "Bucket without access log", "absent", {
    checkov: ["CKV_AWS_18"],
    tfsec: ["aws-s3-enable-bucket-logging"],
  }),
  ...satellite(LIFECYCLE, "bucket_without_lifecycle", "Bucket without lifecycle", "absent", {
    checkov: ["CKV2_AWS_61"],
  }),
  ...satellite(
    LIFECYCLE,
    "bucket_keeps_failed_uploads",
    "Lifecycle keeps failed uploads",
    { rule: [{ id: "old", status: "Enabled", filter: {}, expiration: { days: 90 } }] },
    { checkov: ["CKV_AWS_300"] },
    LIFECYCLE,
  ),
  ...satellite("aws_s3_bucket_notification", "bucket_without_events", "Bucket without event notifications", "absent", {
    checkov: ["CKV2_AWS_62"],
  }),
  ...satellite(
    "aws_s3_bucket_replication_configuration",
    "bucket_not_replicated",
    "Bucket without replication",
    "absent",
    { checkov: ["CKV_AWS_144"] },
  ),
  ...satellite(
    "aws_s3_bucket_object_lock_configuration",
    "bucket_without_lock",
    "Bucket without object lock",
    "absent",
    {
      checkov: ["CKV_AWS_143"],
      blind: {
        CKV_AWS_143: "it reads a block of aws_s3_bucket that provider 5 deprecates, not the lock's own resource",
      },
    },
  ),
  ...satellite(
    "aws_s3_bucket_ownership_controls",
    "bucket_with_acls",
    "Bucket whose objects may have ACLs",
    { rule: { object_ownership: "BucketOwnerPreferred" } },
    { checkov: ["CKV2_AWS_65"] },
    "aws_s3_bucket_ownership_controls",
  ),
];
