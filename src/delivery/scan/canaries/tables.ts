import type { JsonObject } from "../../hcl";
import { type Canary, plant } from "./canary";
import { KEY, dashed } from "./shared";

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

/** Redis and DynamoDB. */
export const tables: readonly Canary[] = [
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
  ...plant({
    type: "aws_dynamodb_table_replica",
    sound: { global_table_arn: "arn:aws:dynamodb:us-west-2:123456789012:table/canary", kms_key_arn: KEY },
    faults: {
      replica_with_key_of_aws: {
        fault: "Replica of a table encrypted with AWS's own key",
        change: { kms_key_arn: null },
        checkov: ["CKV_AWS_271"],
      },
    },
  }),
];
