import { commonDifferences, natDifference, protectionDifference } from "./common-differences";
import type { DifferenceOf } from "./difference";
import type { OmnirapeuticConfig } from "./omnirapeutic";

const dashboard = "aws_cloudwatch_dashboard.dashboard.dashboard_body";

/** In what the environments of Omnirapeutic differ, and why; `estate differences omnirapeutic` finds whatever is not here. */
export const omnirapeuticDifferences: readonly DifferenceOf<OmnirapeuticConfig>[] = [
  {
    ...natDifference,
    affects: [
      ...natDifference.affects,
      `${dashboard}.widgets[Alarms].properties.alarms`,
      `${dashboard}.widgets[Bytes to the internet].properties.metrics`,
    ],
  },
  {
    setting: "database.capacity.maxAcu",
    why: "Only production carries the load of patients; testers fill one ACU at most (decision 0103).",
    affects: [
      "aws_rds_cluster.database.serverlessv2_scaling_configuration.max_capacity",
      "aws_cloudwatch_metric_alarm.database_alarms_connections_high.threshold",
    ],
  },
  {
    setting: "database.instances",
    why: "Care depends on production: it fails over to a reader in another zone (decision 0104).",
    affects: ["aws_rds_cluster_instance.database_b", "aws_db_event_subscription.database_events_instances.source_ids"],
  },
  {
    setting: "database.backupRetentionDays",
    why: "Patient data is restorable to any second of 35 days (164.308(a)(7)(ii)(A)); a week is enough for test data, which can be made anew.",
    affects: ["aws_rds_cluster.database.backup_retention_period"],
  },
  {
    setting: "services",
    why: "Only production carries the load of patients. Dev and staging run tasks of half the size, and fewer of them under load (decision 0110); at rest there are as many.",
    affects: [
      "aws_ecs_task_definition.*_task.cpu",
      "aws_ecs_task_definition.*_task.memory",
      "aws_appautoscaling_target.*_scaling.max_capacity",
    ],
  },
  {
    setting: "accountServices",
    why: "An account has these services once, and the environments share one: production owns them, because it is never torn down. They watch dev and staging as well (decision 0408).",
    affects: [
      "*.account_*",
      "*.config*",
      "*.hipaa",
      "*.threats*",
      "*.security_hub*",
      "aws_s3_bucket_policy.access_logs_policy.policy.Statement",
      "output.conformance_pack_arn",
      "output.guardduty_detector_id",
    ],
  },
  ...commonDifferences,
  {
    ...protectionDifference,
    affects: [
      ...protectionDifference.affects,
      "aws_instance.bastion.disable_api_termination",
      "aws_s3_bucket_object_lock_configuration.trail_bucket_lock.rule",
    ],
  },
];
