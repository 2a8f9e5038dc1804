/** Types whose destruction loses data, or cuts off what depends on it, for good (docs/stateful-resources.md). */
export const statefulTypes: ReadonlySet<string> = new Set([
  "aws_backup_vault",
  "aws_cloudtrail",
  "aws_cloudwatch_log_group",
  "aws_cognito_user_pool",
  "aws_config_configuration_recorder",
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_dynamodb_table_replica",
  "aws_ebs_volume",
  "aws_ecr_repository",
  "aws_efs_file_system",
  "aws_elasticache_replication_group",
  "aws_guardduty_detector",
  "aws_kms_key",
  "aws_rds_cluster",
  "aws_rds_cluster_instance",
  "aws_route53_zone",
  "aws_s3_bucket",
  "aws_secretsmanager_secret",
  "aws_sqs_queue", // dead letters
  "aws_vpc",
  "random_id", // names of buckets end with it
]);
