import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { KEY, GROUP, roleArn, dashed } from "./shared";

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

const selection = (name: string): JsonObject => ({
  name,
  plan_id: "11111111-2222-3333-4444-555555555555",
  iam_role_arn: roleArn("backup"),
  resources: [`\${aws_rds_cluster.${name}.arn}`],
});
const backup = (name: string) => block("aws_backup_selection", name, selection(name));

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

/** Aurora. */
export const clusters: readonly Canary[] = [
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
    sound: selection,
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
];
