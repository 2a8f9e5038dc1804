import { common, natDifference } from "./common-differences";
import type { DifferenceOf } from "./difference";
import type { ITrackConfig } from "./itrack";

const dashboard = "aws_cloudwatch_dashboard.dashboard.dashboard_body";
const listOfAlarms = `${dashboard}.widgets[Alarms].properties.alarms`;
/** Of the container that has no other difference. */
const tasksOf = (service: string) => [
  `aws_appautoscaling_target.${service}_service_scaling.*`,
  `aws_cloudwatch_metric_alarm.${service}_service_alarms_tasks_low.threshold`,
  `aws_ecs_service.${service}_service.desired_count`,
  `output.container_services.value.${service}.min_tasks`,
];

/** In what the environments of iTrack differ, and why; `estate differences itrack` finds whatever is not here. */
export const itrackDifferences: readonly DifferenceOf<ITrackConfig>[] = [
  {
    setting: "network.cidr",
    why: "Document 003 gives both blocks; apart, so that the two networks could be peered.",
    affects: [
      "aws_vpc.network.cidr_block",
      "aws_subnet.network_*.cidr_block",
      "aws_network_acl_rule.network_acl_*.cidr_block",
      "aws_vpc_security_group_ingress_rule.network_endpoints_security_group_from_*.cidr_ipv4",
    ],
  },
  {
    setting: "network.zones",
    why: "Care outlives a zone and keeps two for what remains; testers need two to see that it works (164.308(a)(7)(i)).",
    affects: [
      "*.network_*_c",
      "*.network_*_c_*",
      "aws_network_acl.network_acl_*.subnet_ids",
      "aws_vpc_endpoint.network_endpoints_*.subnet_ids",
      "aws_vpc_endpoint.network_endpoints_*.route_table_ids",
      "aws_lb.load_balancer.subnets",
      "aws_db_subnet_group.database_subnets.subnet_ids",
      "aws_ecs_service.*.network_configuration.subnets",
      "aws_lambda_function.handler.vpc_config.subnet_ids",
      "aws_iam_policy.handler_role_policy.policy.Statement[*].Resource",
      "output.*_subnet_ids.value",
      listOfAlarms,
    ],
  },
  { setting: "network.peers", why: "Each names the other one." },
  { ...natDifference, affects: [...natDifference.affects, listOfAlarms] },
  {
    setting: "database.instanceClass",
    why: "Document 003's production size; in staging the smallest, which a few testers share.",
    affects: [
      "aws_db_instance.database.instance_class",
      "aws_cloudwatch_metric_alarm.database_alarms_connections_high.threshold",
      "aws_cloudwatch_metric_alarm.database_alarms_memory_low.threshold",
    ],
  },
  {
    setting: "database.storage",
    why: "As much as is stored there: test data, or patient data with room to grow.",
    affects: [
      "aws_db_instance.database.allocated_storage",
      "aws_db_instance.database.max_allocated_storage",
      "aws_cloudwatch_metric_alarm.database_alarms_storage_low.threshold",
    ],
  },
  {
    setting: "database.multiAz",
    why: "Care depends on production, which fails over to a standby in another zone (164.308(a)(7)(i)).",
    affects: ["aws_db_instance.database.multi_az"],
  },
  {
    setting: "database.performanceInsights",
    why: "On where the class has it.",
    affects: ["aws_db_instance.database.performance_insights_*"],
  },
  {
    setting: "recovery.backups.weeklyColdAfterDays",
    why: "A year of weekly recovery points is looked at rarely; staging keeps none so long that cold storage would pay.",
    affects: ["aws_backup_plan.backup.rule[*].lifecycle.*", "aws_backup_plan.backup.rule[*].copy_action"],
  },
  {
    setting: "items.tableName",
    why: "The documented name is production's (decision 0304).",
    affects: [
      "aws_dynamodb_table.items.name",
      "aws_cloudwatch_metric_alarm.items_alarms_*.alarm_name",
      "aws_lambda_function.handler.environment.*",
      "aws_iam_policy.handler_role_policy.policy.Statement[*].Condition.*",
    ],
  },
  {
    setting: "items.replica",
    why: "Items outlive the loss of a region, written there within seconds (164.308(a)(7)(i), decision 0306).",
    affects: [
      "*.items_replica*",
      "aws_dynamodb_table.items.stream_*",
      "aws_cloudwatch_metric_alarm.items_alarms_replica_late",
      listOfAlarms,
    ],
  },
  {
    setting: "handler.reservedConcurrency",
    why: "What testers need at once, and what patients do.",
    affects: [
      "aws_lambda_function.handler.reserved_concurrent_executions",
      "aws_cloudwatch_metric_alarm.handler_alarms_concurrency_high.*",
    ],
  },
  {
    setting: "api.throttling",
    why: "A runaway test stops itself early; patients get ten times as much.",
    affects: ["aws_api_gateway_method_settings.api_stage_settings.settings.*"],
  },
  {
    setting: "services.backend.cpu",
    why: "Document 003 gives production's size; staging has half of it.",
    affects: ["aws_ecs_task_definition.backend_service_task.cpu"],
  },
  {
    setting: "services.backend.memoryMiB",
    why: "Document 003 gives production's size; a task has the same shape in both.",
    affects: ["aws_ecs_task_definition.backend_service_task.memory"],
  },
  {
    setting: "services.backend.tasks",
    why: "Document 003: one task in staging, three in production, one in each zone.",
    affects: tasksOf("backend"),
  },
  {
    setting: "services.backend.deployments",
    why: "Document 003: blue/green in production, which can switch back for an hour. Staging replaces task by task, and undoes what fails.",
    affects: [
      "*.backend_service_traffic_shift*",
      "aws_lb_target_group.backend_green_targets",
      "aws_lb_listener.load_balancer_test",
      "aws_lb_listener.load_balancer_https.default_action",
      "aws_lb_listener.load_balancer_https.lifecycle.ignore_changes",
      "aws_ecs_service.backend_service.alarms",
      "aws_ecs_service.backend_service.availability_zone_rebalancing",
      "aws_ecs_service.backend_service.deployment_*",
      "aws_ecs_service.backend_service.lifecycle.ignore_changes",
      "aws_cloudwatch_metric_alarm.load_balancer_alarms_green_*",
      "output.container_services.value.backend.codedeploy",
      listOfAlarms,
    ],
  },
  {
    setting: "services.frontend.cpu",
    why: "Half of the backend's size in either environment.",
    affects: ["aws_ecs_task_definition.frontend_service_task.cpu"],
  },
  {
    setting: "services.frontend.memoryMiB",
    why: "Half of the backend's size in either environment.",
    affects: ["aws_ecs_task_definition.frontend_service_task.memory"],
  },
  {
    setting: "services.frontend.tasks",
    why: "As many at rest as of the backend.",
    affects: tasksOf("frontend"),
  },
  {
    setting: "trail",
    why: "A trail records the whole account, and the environments share one: production's has every call, in files that nobody can delete before their time (164.312(b), 164.312(c)(1)).",
    affects: ["*.trail", "*.trail_*", "aws_s3_bucket_policy.logs_policy.policy.Statement"],
  },
  {
    setting: "apiGatewayAccount",
    why: "An account has one role by which API Gateway logs: whoever is deployed first makes it, before its stage (decision 0308).",
    affects: ["*.api_gateway_account*", "aws_api_gateway_stage.api_stage.depends_on"],
  },
  common.interfaceEndpoints,
  common.weeklyRetention,
  common.backupLock,
  { ...common.backupCopy, affects: ["*.backup_copy*", "aws_backup_plan.backup.rule[*].copy_action"] },
  { ...common.monthlyBudget, affects: ["aws_budgets_budget.budget.limit_amount"] },
];
