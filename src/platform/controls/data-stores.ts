import type { Control } from "./control";

/** Aurora, RDS, Redis, DynamoDB. */
export const dataStores = {
  "rds-storage-is-encrypted": {
    severity: "HIGH",
    checkov: ["CKV_AWS_16", "CKV_AWS_96"],
    tfsec: ["aws-rds-encrypt-instance-storage-data", "aws-rds-encrypt-cluster-storage-data"],
  },
  "rds-storage-is-encrypted-with-a-cmk": { severity: "HIGH", checkov: ["CKV_AWS_327"], tfsec: [] },
  "rds-instances-are-not-public": {
    severity: "CRITICAL",
    checkov: ["CKV_AWS_17"],
    tfsec: ["aws-rds-no-public-db-access", "aws-rds-enable-public-access"],
  },
  "rds-instances-have-automated-backups": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_133"],
    tfsec: ["aws-rds-specify-backup-retention"],
  },
  "rds-is-protected-from-deletion": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_139", "CKV_AWS_293"],
    tfsec: ["aws-rds-enable-deletion-protection"],
  },
  "rds-uses-iam-authentication": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_161", "CKV_AWS_162"],
    tfsec: ["aws-rds-enable-iam-auth"],
  },
  "rds-instances-are-multi-az": { severity: "MEDIUM", checkov: ["CKV_AWS_157"], tfsec: [] },
  "rds-enhanced-monitoring-is-on": { severity: "LOW", checkov: ["CKV_AWS_118"], tfsec: [] },
  "rds-exports-logs": { severity: "MEDIUM", checkov: ["CKV_AWS_129", "CKV_AWS_324"], tfsec: [] },
  "rds-mysql-clusters-export-audit-logs": { severity: "MEDIUM", checkov: ["CKV_AWS_325"], tfsec: [] },
  "rds-postgres-logs-queries": { severity: "LOW", checkov: ["CKV2_AWS_27", "CKV2_AWS_30"], tfsec: [] },
  "rds-applies-minor-upgrades-automatically": { severity: "MEDIUM", checkov: ["CKV_AWS_226"], tfsec: [] },
  "rds-copies-tags-to-snapshots": { severity: "LOW", checkov: ["CKV_AWS_313", "CKV2_AWS_60"], tfsec: [] },
  "rds-uses-a-current-certificate-authority": { severity: "MEDIUM", checkov: ["CKV_AWS_211"], tfsec: [] },
  "rds-postgres-has-no-log-fdw-fault": { severity: "HIGH", checkov: ["CKV_AWS_250"], tfsec: [] },
  "rds-aurora-has-no-local-file-fault": { severity: "HIGH", checkov: ["CKV_AWS_388"], tfsec: [] },
  "rds-requires-tls": { severity: "HIGH", checkov: ["CKV2_AWS_69"], tfsec: [] },
  "rds-performance-insights-are-on": {
    severity: "LOW",
    checkov: ["CKV_AWS_353"],
    tfsec: ["aws-rds-enable-performance-insights"],
  },
  "rds-performance-insights-are-encrypted-with-a-cmk": {
    severity: "HIGH",
    checkov: ["CKV_AWS_354"],
    tfsec: ["aws-rds-enable-performance-insights-encryption"],
  },
  "aurora-clusters-are-in-a-backup-plan": { severity: "LOW", checkov: ["CKV2_AWS_8"], tfsec: [] },
  "aurora-mysql-clusters-backtrack": { severity: "LOW", checkov: ["CKV_AWS_326"], tfsec: [] },
  "redis-is-encrypted-at-rest": {
    severity: "HIGH",
    checkov: ["CKV_AWS_29"],
    tfsec: ["aws-elasticache-enable-at-rest-encryption"],
  },
  "redis-is-encrypted-with-a-cmk": { severity: "LOW", checkov: ["CKV_AWS_191"], tfsec: [] },
  "redis-is-encrypted-in-transit": {
    severity: "HIGH",
    checkov: ["CKV_AWS_30"],
    tfsec: ["aws-elasticache-enable-in-transit-encryption"],
  },
  "redis-requires-a-token": { severity: "HIGH", checkov: ["CKV_AWS_31"], tfsec: [] },
  "redis-keeps-automatic-backups-15-days": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_134"],
    tfsec: ["aws-elasticache-enable-backup-retention"],
  },
  "redis-fails-over-automatically": { severity: "MEDIUM", checkov: ["CKV2_AWS_50"], tfsec: [] },
  "redis-applies-minor-upgrades-automatically": { severity: "LOW", checkov: ["CKV_AWS_322"], tfsec: [] },
  "redis-has-its-own-subnets": { severity: "MEDIUM", checkov: ["CKV_AWS_323"], tfsec: [] },
  "dynamodb-point-in-time-recovery-is-on": {
    severity: "MEDIUM",
    checkov: ["CKV_AWS_28"],
    tfsec: ["aws-dynamodb-enable-recovery"],
  },
  "dynamodb-tables-are-encrypted-with-a-cmk": {
    severity: "LOW",
    checkov: ["CKV_AWS_119", "CKV_AWS_271"],
    tfsec: ["aws-dynamodb-table-customer-key"],
  },
  "dynamodb-tables-scale-automatically": { severity: "LOW", checkov: ["CKV2_AWS_16"], tfsec: [] },
} as const satisfies Readonly<Record<string, Control>>;
