import type { Control } from "./control";

/** Buckets, volumes, file systems, backups. */
export const storage = {
  "s3-buckets-write-access-logs": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_18"],
    tfsec: ["aws-s3-enable-bucket-logging"],
  },
  "s3-buckets-are-versioned": { severity: "MEDIUM", checkov: ["CKV_AWS_21"], tfsec: ["aws-s3-enable-versioning"] },
  "s3-buckets-are-encrypted-by-default": {
    severity: "HIGH",
    checkov: ["CKV_AWS_19"],
    tfsec: ["aws-s3-enable-bucket-encryption"],
  },
  "s3-buckets-are-encrypted-with-kms": {
    severity: "HIGH",
    checkov: ["CKV_AWS_145"],
    tfsec: ["aws-s3-encryption-customer-key"],
  },
  "s3-buckets-block-public-access": {
    severity: "LOW",
    checkov: ["CKV2_AWS_6"],
    tfsec: ["aws-s3-specify-public-access-block"],
  },
  "s3-buckets-block-public-acls": { severity: "HIGH", checkov: ["CKV_AWS_53"], tfsec: ["aws-s3-block-public-acls"] },
  "s3-buckets-block-public-policies": {
    severity: "HIGH",
    checkov: ["CKV_AWS_54"],
    tfsec: ["aws-s3-block-public-policy"],
  },
  "s3-buckets-ignore-public-acls": { severity: "HIGH", checkov: ["CKV_AWS_55"], tfsec: ["aws-s3-ignore-public-acls"] },
  "s3-buckets-restrict-public-access": {
    severity: "HIGH",
    checkov: ["CKV_AWS_56"],
    tfsec: ["aws-s3-no-public-buckets"],
  },
  "s3-buckets-forbid-public-read": { severity: "HIGH", checkov: ["CKV_AWS_20"], tfsec: [] },
  "s3-buckets-forbid-public-write": { severity: "CRITICAL", checkov: ["CKV_AWS_57"], tfsec: [] },
  "s3-buckets-have-no-public-acl": { severity: "HIGH", checkov: [], tfsec: ["aws-s3-no-public-access-with-acl"] },
  "s3-buckets-hide-their-acl": { severity: "MEDIUM", checkov: ["CKV_AWS_375"], tfsec: [] },
  "s3-buckets-are-closed-to-authenticated-users": { severity: "HIGH", checkov: ["CKV2_AWS_43"], tfsec: [] },
  "s3-buckets-do-not-use-acls": { severity: "MEDIUM", checkov: ["CKV2_AWS_65"], tfsec: [] },
  "s3-bucket-policies-name-principals": { severity: "HIGH", checkov: ["CKV_AWS_70"], tfsec: [] },
  "s3-bucket-policies-do-not-lock-out": { severity: "HIGH", checkov: ["CKV_AWS_93"], tfsec: [] },
  "s3-buckets-deny-requests-without-tls": { severity: "HIGH", checkov: ["CKV_AWS_379"], tfsec: [] },
  "s3-buckets-have-object-lock": { severity: "LOW", checkov: ["CKV_AWS_143"], tfsec: [] },
  "s3-buckets-are-replicated": { severity: "LOW", checkov: ["CKV_AWS_144"], tfsec: [] },
  "s3-versioned-buckets-have-a-lifecycle": { severity: "LOW", checkov: ["CKV2_AWS_61"], tfsec: [] },
  "s3-lifecycles-abort-failed-uploads": { severity: "LOW", checkov: ["CKV_AWS_300"], tfsec: [] },
  "s3-buckets-send-event-notifications": { severity: "LOW", checkov: ["CKV2_AWS_62"], tfsec: [] },
  "ebs-volumes-are-encrypted": {
    severity: "HIGH",
    checkov: ["CKV_AWS_3"],
    tfsec: ["aws-ec2-enable-volume-encryption"],
  },
  "ebs-volumes-are-encrypted-with-a-cmk": {
    severity: "LOW",
    checkov: ["CKV_AWS_189"],
    tfsec: ["aws-ec2-volume-encryption-customer-key"],
  },
  "ebs-attached-volumes-are-encrypted": { severity: "HIGH", checkov: ["CKV2_AWS_2"], tfsec: [] },
  "ebs-volumes-are-in-a-backup-plan": { severity: "LOW", checkov: ["CKV2_AWS_9"], tfsec: [] },
  "ebs-encryption-by-default-is-on": { severity: "HIGH", checkov: ["CKV_AWS_106"], tfsec: [] },
  "efs-is-encrypted": { severity: "HIGH", checkov: ["CKV_AWS_42"], tfsec: ["aws-efs-enable-at-rest-encryption"] },
  "efs-is-encrypted-with-a-cmk": { severity: "LOW", checkov: ["CKV_AWS_184"], tfsec: [] },
  "efs-is-in-a-backup-plan": { severity: "LOW", checkov: ["CKV2_AWS_18"], tfsec: [] },
  "backup-recovery-points-are-encrypted": { severity: "HIGH", checkov: ["CKV_AWS_166"], tfsec: [] },
} as const satisfies Readonly<Record<string, Control>>;
