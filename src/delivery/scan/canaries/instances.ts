import type { JsonObject } from "../../hcl";
import { type Canary, block, plant } from "./canary";
import { KEY, roleArn, dashed } from "./shared";

const database = (name: string): JsonObject => ({
  identifier: dashed(name),
  engine: "mysql",
  engine_version: "8.0",
  instance_class: "db.t4g.medium",
  allocated_storage: 20,
  username: "canary",
  manage_master_user_password: true,
  storage_encrypted: true,
  kms_key_id: KEY,
  publicly_accessible: false,
  multi_az: true,
  backup_retention_period: 35,
  deletion_protection: true,
  iam_database_authentication_enabled: true,
  copy_tags_to_snapshot: true,
  auto_minor_version_upgrade: true,
  ca_cert_identifier: "rds-ca-rsa2048-g1",
  enabled_cloudwatch_logs_exports: ["audit", "error", "general", "slowquery"],
  monitoring_interval: 60,
  monitoring_role_arn: roleArn("monitoring"),
  performance_insights_enabled: true,
  performance_insights_kms_key_id: KEY,
  parameter_group_name: `\${aws_db_parameter_group.${name}.name}`,
});

const tlsParameters =
  (value: string) =>
  (name: string): JsonObject => ({
    family: "mysql8.0",
    name: dashed(name),
    parameter: [{ name: "require_secure_transport", value }],
  });

const tls = (name: string) => block("aws_db_parameter_group", name, tlsParameters("1")(name));

/** RDS. */
export const instances: readonly Canary[] = [
  ...plant({
    type: "aws_db_instance",
    around: tls,
    sound: database,
    faults: {
      database_unencrypted: {
        fault: "Database unencrypted",
        change: { storage_encrypted: false, kms_key_id: null },
        checkov: ["CKV_AWS_16"],
        tfsec: ["aws-rds-encrypt-instance-storage-data"],
      },
      database_public: {
        fault: "Database reachable from the internet",
        change: { publicly_accessible: true },
        checkov: ["CKV_AWS_17"],
        tfsec: ["aws-rds-no-public-db-access", "aws-rds-enable-public-access"],
      },
      database_not_backed_up: {
        fault: "Database without backups",
        change: { backup_retention_period: 0 },
        checkov: ["CKV_AWS_133"],
        tfsec: ["aws-rds-specify-backup-retention"],
      },
      database_in_one_zone: { fault: "Database in one zone", change: { multi_az: false }, checkov: ["CKV_AWS_157"] },
      database_deletable: {
        fault: "Database without deletion protection",
        change: { deletion_protection: false },
        checkov: ["CKV_AWS_293"],
        tfsec: ["aws-rds-enable-deletion-protection"],
      },
      database_without_iam: {
        fault: "Database without IAM authentication",
        change: { iam_database_authentication_enabled: false },
        checkov: ["CKV_AWS_161"],
        tfsec: ["aws-rds-enable-iam-auth"],
      },
      database_snapshots_untagged: {
        fault: "Database's snapshots without tags",
        change: { copy_tags_to_snapshot: false },
        checkov: ["CKV2_AWS_60"],
      },
      database_without_upgrades: {
        fault: "Database without minor upgrades",
        change: { auto_minor_version_upgrade: false },
        checkov: ["CKV_AWS_226"],
      },
      database_with_old_ca: {
        fault: "Database with an expired certificate authority",
        change: { ca_cert_identifier: "rds-ca-2015" },
        checkov: ["CKV_AWS_211"],
      },
      database_without_logs: {
        fault: "Database exports no logs",
        change: { enabled_cloudwatch_logs_exports: [] },
        checkov: ["CKV_AWS_129"],
      },
      database_unmonitored: {
        fault: "Database without enhanced monitoring",
        change: { monitoring_interval: 0 },
        checkov: ["CKV_AWS_118"],
      },
      database_without_insights: {
        fault: "Database without Performance Insights",
        change: { performance_insights_enabled: false, performance_insights_kms_key_id: null },
        checkov: ["CKV_AWS_353"],
        tfsec: ["aws-rds-enable-performance-insights"],
      },
      database_insights_without_key: {
        fault: "Performance Insights of a database without own key",
        change: { performance_insights_kms_key_id: null },
        checkov: ["CKV_AWS_354"],
        tfsec: ["aws-rds-enable-performance-insights-encryption"],
      },
    },
  }),
  ...plant({
    type: "aws_db_parameter_group",
    at: "aws_db_instance",
    around: (name) => block("aws_db_instance", name, database(name)),
    sound: tlsParameters("1"),
    faults: {
      database_without_tls: {
        fault: "Database takes connections without TLS",
        change: tlsParameters("0"),
        checkov: ["CKV2_AWS_69"],
      },
    },
  }),
];
