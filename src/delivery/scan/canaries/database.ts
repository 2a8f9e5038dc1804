import type { JsonObject } from "../../hcl";
import { block, mergeParts, plant, type Canary } from "./canary";
import { dashed, GROUP, KEY, roleArn } from "./shared";

const cluster = (name: string): JsonObject => ({
  cluster_identifier: dashed(name),
  engine: "aurora-postgresql",
  engine_version: "15.10",
  master_username: "canary",
  manage_master_user_password: true,
  storage_encrypted: true,
  kms_key_id: KEY,
  backup_retention_period: 35,
  deletion_protection: true,
  iam_database_authentication_enabled: true,
  copy_tags_to_snapshot: true,
  enabled_cloudwatch_logs_exports: ["postgresql"],
  db_cluster_parameter_group_name: `\${aws_rds_cluster_parameter_group.${name}.name}`,
  vpc_security_group_ids: [GROUP],
});

const mysqlCluster = (name: string): JsonObject => ({
  ...cluster(name),
  engine: "aurora-mysql",
  engine_version: "8.0.mysql_aurora.3.08.0",
  enabled_cloudwatch_logs_exports: ["audit", "error"],
  db_cluster_parameter_group_name: null,
  backtrack_window: 3600,
});

const parameters = (name: string): JsonObject => ({
  family: "aurora-postgresql15",
  name: dashed(name),
  parameter: [
    { name: "log_statement", value: "ddl" },
    { name: "log_min_duration_statement", value: "1000" },
    { name: "rds.force_ssl", value: "1" },
  ],
});

const backup = (name: string) =>
  block("aws_backup_selection", name, {
    name,
    plan_id: "11111111-2222-3333-4444-555555555555",
    iam_role_arn: roleArn("backup"),
    resources: [`\${aws_rds_cluster.${name}.arn}`],
  });

const instance: JsonObject = {
  cluster_identifier: "canary",
  engine: "aurora-postgresql",
  instance_class: "db.serverless",
  publicly_accessible: false,
  monitoring_interval: 60,
  monitoring_role_arn: roleArn("monitoring"),
  auto_minor_version_upgrade: true,
  performance_insights_enabled: true,
  performance_insights_kms_key_id: KEY,
};

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

const redis = (name: string): JsonObject => ({
  replication_group_id: dashed(name).slice(0, 40),
  description: "Canary",
  engine: "redis",
  node_type: "cache.t4g.small",
  num_cache_clusters: 2,
  automatic_failover_enabled: true,
  multi_az_enabled: true,
  at_rest_encryption_enabled: true,
  transit_encryption_enabled: true,
  kms_key_id: KEY,
  auth_token: "${var.canary_token}",
  snapshot_retention_limit: 15,
});

const table = (name: string): JsonObject => ({
  name: dashed(name),
  billing_mode: "PAY_PER_REQUEST",
  hash_key: "id",
  attribute: [{ name: "id", type: "S" }],
  point_in_time_recovery: { enabled: true },
  server_side_encryption: { enabled: true, kms_key_arn: KEY },
});

/** Aurora, RDS, Redis, DynamoDB. */
export const databases: readonly Canary[] = [
  ...plant({
    type: "aws_rds_cluster",
    around: (name) => mergeParts([block("aws_rds_cluster_parameter_group", name, parameters(name)), backup(name)]),
    sound: cluster,
    faults: {
      cluster_unencrypted: {
        fault: "Cluster unencrypted",
        change: { storage_encrypted: false, kms_key_id: null },
        checkov: ["CKV_AWS_96", "CKV_AWS_327"],
        tfsec: ["aws-rds-encrypt-cluster-storage-data"],
      },
      cluster_with_key_of_aws: {
        fault: "Cluster encrypted with AWS's own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_327"],
        tfsec: ["aws-rds-encrypt-cluster-storage-data"],
      },
      cluster_backed_up_one_day: {
        fault: "Cluster keeps backups for one day",
        change: { backup_retention_period: 1 },
        tfsec: ["aws-rds-specify-backup-retention"],
      },
      cluster_without_retention: {
        fault: "Cluster without backup retention",
        change: { backup_retention_period: null },
        checkov: ["CKV_AWS_133"],
        tfsec: ["aws-rds-specify-backup-retention"],
        blind: { CKV_AWS_133: "one day, AWS's default, is enough for it" },
      },
      cluster_deletable: {
        fault: "Cluster without deletion protection",
        change: { deletion_protection: false },
        checkov: ["CKV_AWS_139"],
      },
      cluster_without_iam: {
        fault: "Cluster without IAM authentication",
        change: { iam_database_authentication_enabled: false },
        checkov: ["CKV_AWS_162"],
      },
      cluster_snapshots_untagged: {
        fault: "Cluster's snapshots without tags",
        change: { copy_tags_to_snapshot: false },
        checkov: ["CKV_AWS_313"],
      },
      cluster_without_logs: {
        fault: "Cluster exports no logs",
        change: { enabled_cloudwatch_logs_exports: null },
        checkov: ["CKV_AWS_324"],
      },
      cluster_with_vulnerable_version: {
        fault: "Cluster with a vulnerable PostgreSQL",
        change: { engine_version: "10.11" },
        checkov: ["CKV_AWS_250", "CKV_AWS_388"],
        blind: { CKV_AWS_388: "the rule reads aws_db_instance, which cannot be Aurora" },
      },
    },
  }),
  ...plant({
    type: "aws_rds_cluster",
    sound: mysqlCluster,
    faults: {
      mysql_cluster_without_audit: {
        fault: "MySQL cluster exports no audit log",
        change: { enabled_cloudwatch_logs_exports: ["error"] },
        checkov: ["CKV_AWS_325"],
      },
      mysql_cluster_without_backtrack: {
        fault: "MySQL cluster without backtracking",
        change: { backtrack_window: null },
        checkov: ["CKV_AWS_326"],
      },
    },
  }),
  ...plant({
    type: "aws_rds_cluster_parameter_group",
    at: "aws_rds_cluster",
    around: (name) => mergeParts([block("aws_rds_cluster", name, cluster(name)), backup(name)]),
    sound: parameters,
    faults: {
      cluster_without_query_log: {
        fault: "Cluster logs no statements",
        change: { parameter: [{ name: "rds.force_ssl", value: "1" }] },
        checkov: ["CKV2_AWS_27"],
      },
    },
  }),
  ...plant({
    type: "aws_backup_selection",
    at: "aws_rds_cluster",
    around: (name) =>
      mergeParts([
        block("aws_rds_cluster", name, cluster(name)),
        block("aws_rds_cluster_parameter_group", name, parameters(name)),
      ]),
    sound: (name) =>
      (backup(name).resource as JsonObject & { aws_backup_selection: Record<string, JsonObject> }).aws_backup_selection[
        name
      ]!,
    faults: {
      cluster_without_backup_plan: {
        fault: "Cluster in no backup plan",
        change: { resources: ["arn:aws:dynamodb:us-east-1:123456789012:table/other"] },
        checkov: ["CKV2_AWS_8"],
      },
    },
  }),
  ...plant({
    type: "aws_rds_cluster_instance",
    sound: instance,
    faults: {
      cluster_instance_public: {
        fault: "Cluster instance reachable from the internet",
        change: { publicly_accessible: true },
        checkov: ["CKV_AWS_17"],
        tfsec: ["aws-rds-no-public-db-access"],
      },
      cluster_instance_unmonitored: {
        fault: "Cluster instance without enhanced monitoring",
        change: { monitoring_interval: 0 },
        checkov: ["CKV_AWS_118"],
      },
      cluster_instance_without_upgrades: {
        fault: "Cluster instance without minor upgrades",
        change: { auto_minor_version_upgrade: false },
        checkov: ["CKV_AWS_226"],
      },
      cluster_instance_without_insights: {
        fault: "Cluster instance without Performance Insights",
        change: { performance_insights_enabled: false, performance_insights_kms_key_id: null },
        checkov: ["CKV_AWS_353"],
        tfsec: ["aws-rds-enable-performance-insights"],
      },
      cluster_instance_insights_without_key: {
        fault: "Performance Insights of a cluster instance without own key",
        change: { performance_insights_kms_key_id: null },
        checkov: ["CKV_AWS_354"],
        tfsec: ["aws-rds-enable-performance-insights-encryption"],
      },
    },
  }),
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
  ...plant({
    type: "aws_elasticache_replication_group",
    sound: redis,
    faults: {
      redis_unencrypted: {
        fault: "Redis unencrypted at rest",
        change: { at_rest_encryption_enabled: false, kms_key_id: null },
        checkov: ["CKV_AWS_29"],
        tfsec: ["aws-elasticache-enable-at-rest-encryption"],
      },
      redis_without_tls: {
        fault: "Redis without TLS",
        change: { transit_encryption_enabled: false, auth_token: null },
        checkov: ["CKV_AWS_30"],
        tfsec: ["aws-elasticache-enable-in-transit-encryption"],
      },
      redis_without_token: {
        fault: "Redis without authentication token",
        change: { auth_token: null },
        checkov: ["CKV_AWS_31"],
      },
      redis_with_key_of_aws: {
        fault: "Redis encrypted with AWS's own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_191"],
      },
      redis_without_failover: {
        fault: "Redis without failover",
        change: { automatic_failover_enabled: false, multi_az_enabled: false },
        checkov: ["CKV2_AWS_50"],
      },
      redis_group_without_backups: {
        fault: "Redis group without backups",
        change: { snapshot_retention_limit: 0 },
        checkov: ["CKV_AWS_134"],
        tfsec: ["aws-elasticache-enable-backup-retention"],
        blind: {
          CKV_AWS_134: "the rule reads aws_elasticache_cluster only",
          "aws-elasticache-enable-backup-retention": "the rule reads aws_elasticache_cluster only",
        },
      },
    },
  }),
  ...plant({
    type: "aws_elasticache_cluster",
    sound: (name) => ({
      cluster_id: dashed(name),
      engine: "redis",
      node_type: "cache.t4g.small",
      num_cache_nodes: 1,
      subnet_group_name: "canary",
      snapshot_retention_limit: 15,
      auto_minor_version_upgrade: "true",
    }),
    faults: {
      redis_without_backups: {
        fault: "Redis without backups",
        change: { snapshot_retention_limit: 0 },
        checkov: ["CKV_AWS_134"],
        tfsec: ["aws-elasticache-enable-backup-retention"],
      },
      redis_in_default_subnets: {
        fault: "Redis in the default subnets",
        change: { subnet_group_name: null },
        checkov: ["CKV_AWS_323"],
      },
      redis_without_upgrades: {
        fault: "Redis without minor upgrades",
        change: { auto_minor_version_upgrade: "false" },
        checkov: ["CKV_AWS_322"],
      },
    },
  }),
  ...plant({
    type: "aws_dynamodb_table",
    sound: table,
    faults: {
      table_without_recovery: {
        fault: "Table without point-in-time recovery",
        change: { point_in_time_recovery: { enabled: false } },
        checkov: ["CKV_AWS_28"],
        tfsec: ["aws-dynamodb-enable-recovery"],
      },
      table_with_key_of_aws: {
        fault: "Table encrypted with AWS's own key",
        change: { server_side_encryption: { enabled: true } },
        checkov: ["CKV_AWS_119"],
        tfsec: ["aws-dynamodb-table-customer-key"],
      },
      table_without_scaling: {
        fault: "Table with fixed capacity",
        change: { billing_mode: "PROVISIONED", read_capacity: 5, write_capacity: 5 },
        checkov: ["CKV2_AWS_16"],
      },
    },
  }),
];
