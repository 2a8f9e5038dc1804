import { rows } from "./row";
import { policies, rules } from "./access";
import { changed, lowered, off, on, raised } from "./when";

const alarms = ["aws_cloudwatch_metric_alarm", "aws_cloudwatch_composite_alarm"];
const capacity = ["max_capacity", "*.max_capacity", "max_allocated_storage", "num_cache_clusters", "desired_count"];
const sizes = ["instance_class", "node_type", "instance_type", "allocated_storage", "memory_size", "cpu", "memory"];

/** Whether it keeps running. */
export const availability = rows("availability", [
  [
    "*",
    ["multi_az", "multi_az_enabled", "automatic_failover_enabled", "availability_zone_rebalancing"],
    off,
    "no other zone takes over",
    "164.308(a)(7)(i)",
  ],
  ["*", [...capacity, "min_capacity", "*.min_capacity"], lowered, "less capacity under load"],
  [
    ["aws_lb", "aws_lb_target_group", "aws_lb_listener_rule"],
    [
      "health_check*",
      "idle_timeout",
      "deregistration_delay",
      "slow_start",
      "stickiness*",
      "action*",
      "condition*",
      "priority",
      "subnets",
    ],
    changed,
    "requests are routed or judged otherwise",
  ],
  ["aws_lb_listener", ["default_action*", "port", "protocol"], changed, "requests are routed otherwise"],
  ["aws_ecs_service", "*", changed, "the service runs otherwise"],
  ["aws_lambda_function", "*", changed, "the function runs otherwise"],
  [
    "*",
    ["engine_version", "engine", "runtime", "ami", "ca_cert_identifier", "port"],
    changed,
    "another version or address of it runs",
  ],
  [
    ["aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_elasticache_parameter_group"],
    "parameter*",
    changed,
    "the database works with another setting",
  ],
  [
    "*",
    ["parameter_group_name", "db_parameter_group_name", "db_cluster_parameter_group_name", "option_group_name"],
    changed,
    "the database works with other settings",
  ],
  [
    [
      "aws_route",
      "aws_route_table_association",
      "aws_default_route_table",
      "aws_vpc",
      "aws_subnet",
      "aws_vpc_endpoint",
    ],
    ["*_id", "*_ids", "enable_*", "route*", "private_dns_enabled"],
    changed,
    "traffic takes another way",
  ],
  ["aws_route53_record", ["records", "alias*", "ttl", "*_routing_policy*"], changed, "the name leads elsewhere"],
  ["aws_appautoscaling_policy", "*", changed, "it scales otherwise"],
  [
    alarms,
    [
      "threshold",
      "*period*",
      "datapoints_to_alarm",
      "comparison_operator",
      "statistic",
      "metric_*",
      "dimensions*",
      "treat_missing_data",
      "namespace",
      "evaluate_*",
      "extended_statistic",
    ],
    changed,
    "the alarm judges otherwise",
  ],
  ["aws_instance", ["metadata_options*", "user_data*", "root_block_device*"], changed, "the server runs otherwise"],
  [rules, "*", changed, "fewer, or others, get through"],
  [
    "*",
    ["security_groups", "*security_group_ids", "*.security_groups"],
    changed,
    "fewer security groups guard or admit it",
  ],
  ["*", policies, changed, "somebody may do less than the code allows"],
  [
    "*",
    ["*maintenance_window", "*backup_window", "snapshot_window"],
    changed,
    "maintenance or backups happen at another time",
  ],
]);

/** What it costs. */
export const cost = rows("cost", [
  ["*", [...capacity, "min_capacity", "*.min_capacity"], raised, "it may cost more"],
  [
    "*",
    [
      ...sizes,
      "*.volume_size",
      "*.volume_type",
      "storage_type",
      "iops",
      "*.iops",
      "billing_mode",
      "read_capacity",
      "write_capacity",
      "price_class",
    ],
    changed,
    "it costs more or less, and has another size",
  ],
  [
    "aws_s3_bucket_server_side_encryption_configuration",
    "*.bucket_key_enabled",
    off,
    "every object asks for the key, which costs",
  ],
  ["aws_s3_bucket_lifecycle_configuration", "*", changed, "objects are kept, and cost, otherwise"],
  ["aws_ecr_lifecycle_policy", "policy", changed, "images are kept, and cost, otherwise"],
  ["aws_budgets_budget", "*", changed, "the budget warns otherwise"],
]);

/** What people read, and nothing acts on. */
export const cosmetic = rows("cosmetic", [
  [
    "*",
    ["tags.HIPAA", "tags_all.HIPAA", "tags.DataClassification", "tags_all.DataClassification"],
    changed,
    "no longer marked as what it holds",
    "164.310(d)(2)(iii)",
  ],
  ["*", ["tags.*", "tags_all.*"], changed, "a tag differs"],
  [
    "*",
    ["description", "alarm_description", "comment", "*.description", "display_name", "copy_tags_to_snapshot"],
    changed,
    "only people read it",
  ],
  [["aws_cloudwatch_dashboard", "aws_cloudwatch_query_definition"], "*", changed, "people see something else"],
  ["aws_instance", ["metadata_options[*].instance_metadata_tags"], on, "its tags are readable from inside"],
]);
