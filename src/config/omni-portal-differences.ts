import { commonDifferences, natDifference, protectionDifference } from "./common-differences";
import type { DifferenceOf } from "./difference";
import type { OmniPortalConfig } from "./omni-portal";

const dashboard = "aws_cloudwatch_dashboard.dashboard.dashboard_body";
const listOfAlarms = `${dashboard}.widgets[Alarms].properties.alarms`;

/** In what the environments of OmniPortal differ, and why; `estate differences omni-portal` finds whatever is not here. */
export const omniPortalDifferences: readonly DifferenceOf<OmniPortalConfig>[] = [
  { ...natDifference, affects: [...natDifference.affects, listOfAlarms] },
  {
    setting: "database.instanceClass",
    why: "Document 000 gives dev's size, a burstable one for few developers. Staging has production's family at half its size, so that a release is tested on what it will meet (decision 0201).",
    affects: [
      "aws_db_instance.database.instance_class",
      "aws_cloudwatch_metric_alarm.database_alarms_connections_high.threshold",
      "aws_cloudwatch_metric_alarm.database_alarms_memory_low.threshold",
    ],
  },
  {
    setting: "database.storage",
    why: "As much as is stored there: test data in dev, a test load in staging, patient data with room to grow in production.",
    affects: [
      "aws_db_instance.database.allocated_storage",
      "aws_db_instance.database.max_allocated_storage",
      "aws_cloudwatch_metric_alarm.database_alarms_storage_low.threshold",
    ],
  },
  {
    setting: "database.multiAz",
    why: "Care depends on production, which fails over to a standby in another zone; staging rehearses it (164.308(a)(7)(i)).",
    affects: ["aws_db_instance.database.multi_az"],
  },
  {
    setting: "database.readReplica",
    why: "What only reads does not slow down the care that writes, and the replica can take over.",
    affects: [
      "*.database_replica*",
      "aws_db_event_subscription.database_events_instances.source_ids",
      "aws_ecs_task_definition.api_task.container_definitions[omni-portal-api].environment[DB_READ_HOST]",
      "aws_iam_role.database_monitoring.assume_role_policy",
      "output.database_replica_endpoint",
      `${dashboard}.widgets[RDS *].properties.metrics`,
      listOfAlarms,
    ],
  },
  {
    setting: "database.backupRetentionDays",
    why: "Patient data is restorable to any second of 35 days (164.308(a)(7)(ii)(A), decision 0205); a week is enough for test data, which can be made anew.",
    affects: ["aws_db_instance.database.backup_retention_period"],
  },
  {
    setting: "cache.nodeType",
    why: "Document 000 gives dev's size, for few developers. Staging tests with more memory; production has nodes that do not live on burst credits.",
    affects: ["aws_elasticache_replication_group.redis.node_type"],
  },
  {
    setting: "cache.nodes",
    why: "Where testers or patients would notice, a replica in another zone takes over from a lost node.",
    affects: [
      "aws_elasticache_replication_group.redis.num_cache_clusters",
      "aws_elasticache_replication_group.redis.automatic_failover_enabled",
      "aws_elasticache_replication_group.redis.multi_az_enabled",
      "aws_cloudwatch_metric_alarm.redis_alarms_*",
      `${dashboard}.widgets[Redis *].properties.metrics`,
      listOfAlarms,
    ],
  },
  {
    setting: "buckets.copy",
    why: "Documents of patients outlive the loss of a region (164.308(a)(7)(i)).",
    affects: [
      "*.assets_*",
      "*.backups_*",
      "*.documents_*",
      "*.bucket_copies_*",
      "output.replica_bucket_names",
      "provider.aws.us_west_2",
      listOfAlarms,
    ],
  },
  {
    setting: "api.cpu",
    why: "Document 000 gives dev's size. Only production carries the load of patients; staging has half of its size, so that what it measures can be scaled up (decision 0201).",
    affects: ["aws_ecs_task_definition.api_task.cpu"],
  },
  {
    setting: "api.memoryMiB",
    why: "Twice the CPU units everywhere: a task has the same shape in every environment.",
    affects: ["aws_ecs_task_definition.api_task.memory"],
  },
  {
    setting: "api.tasks",
    why: "Production has a task in each of its three zones at rest, and room for the load of patients; two tasks show elsewhere that the API runs more than once.",
    affects: [
      "aws_appautoscaling_target.api_scaling.*",
      "aws_cloudwatch_metric_alarm.api_alarms_tasks_low.threshold",
      "aws_ecs_service.api.desired_count",
      "output.container_services.value.api.min_tasks",
    ],
  },
  {
    setting: "api.capacity",
    why: "Spot capacity costs less, and AWS takes it back with two minutes' notice. Developers can wait for another task; a release in staging is judged by its errors and must not lose tasks to anything else.",
    affects: ["aws_ecs_service.api.capacity_provider_strategy", "aws_ecs_service.api.launch_type"],
  },
  {
    setting: "api.deployments",
    why: "Each environment has the documented way: dev replaces task by task, staging tries a version on a tenth of the requests, and production switches at once and can switch back for an hour. ECS replaces task by task, CodeDeploy shifts requests between two target groups; either undoes what fails.",
    affects: [
      "*.api_traffic_shift*",
      "aws_codedeploy_deployment_group.api_traffic_shift.*",
      "aws_lb_target_group.api_targets_green",
      "aws_lb_listener.load_balancer_test",
      "aws_lb_listener.load_balancer_https.default_action",
      "aws_lb_listener.load_balancer_https.lifecycle.ignore_changes",
      "aws_ecs_service.api.alarms",
      "aws_ecs_service.api.availability_zone_rebalancing",
      "aws_ecs_service.api.deployment_*",
      "aws_ecs_service.api.lifecycle.ignore_changes",
      "aws_cloudwatch_metric_alarm.load_balancer_alarms_green_*",
      "output.container_services.value.api.codedeploy",
      `${dashboard}.widgets[Health of targets].properties.metrics`,
      listOfAlarms,
    ],
  },
  {
    setting: "trail",
    why: "A trail records the whole account, and the environments share one: production's has every call, in files that nobody can delete before their time (164.312(b), 164.312(c)(1)).",
    affects: ["*.trail", "*.trail_*", "aws_s3_bucket_policy.logs_policy.policy.Statement"],
  },
  ...commonDifferences,
  protectionDifference,
];
