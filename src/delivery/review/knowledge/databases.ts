import { isRecord } from "../values";
import { days } from "./directions";
import { rowsOf, type Line, type Row, type Subject } from "./row";

const instance = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ModifyInstance.Settings.html";
const cluster = "https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Modifying.html";
const groups = "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithParamGroups.html";

/** RDS waits for the maintenance window unless it is told otherwise. */
const moment = ({ after }: Subject): string =>
  after.apply_immediately === true ? "at once" : "in the maintenance window";

const shared: readonly Line[] = [
  [
    "backup_retention_period",
    "lowered",
    "data-loss",
    ({ before, after }) =>
      `backups older than ${days(after.backup_retention_period)} are deleted, where ${days(before.backup_retention_period)} were kept`,
    "Keep the longer retention, or copy the older backups first.",
  ],
  ["backup_retention_period", "any", "cost", "backups are kept longer; from 0 the database restarts"],
  [
    "skip_final_snapshot",
    "switched-on",
    "data-loss",
    "its destruction would leave no snapshot",
    "Keep the final snapshot.",
  ],
  ["skip_final_snapshot", "any", "harmless", "its destruction leaves a snapshot"],
  ["final_snapshot_identifier", "any", "harmless", "only the last snapshot is named otherwise"],
  [
    "delete_automated_backups",
    "switched-on",
    "data-loss",
    "its automated backups would go with it",
    "Keep the automated backups.",
  ],
  ["delete_automated_backups", "any", "harmless", "its automated backups outlive it"],
  [
    "engine_version",
    "any",
    "downtime",
    (subject) =>
      `the engine is upgraded ${moment(subject)}; the database is down meanwhile, and there is no way back but a restore`,
    "Take a snapshot first, and try the version in another environment.",
  ],
  ["port", "any", "downtime", "it restarts, and clients must use the new port"],
  [
    "enabled_cloudwatch_logs_exports",
    "removed",
    "exposure",
    "what happens in it is no longer recorded",
    "Keep exporting the logs.",
  ],
  ["enabled_cloudwatch_logs_exports", "any", "harmless", "no interruption"],
  [
    "iam_database_authentication_enabled",
    "switched-off",
    "downtime",
    "whoever logs in by IAM is locked out",
    "Give those clients another way first.",
  ],
  ["iam_database_authentication_enabled", "any", "harmless", "no interruption"],
  ["vpc_security_group_ids", "any", "unjudged", "others may reach it at once", "Read the rules of these groups."],
  ["ca_cert_identifier", "any", "downtime", "it may restart, and clients must trust the new authority"],
  ["storage_type", "any", "cost", "it is slower for hours, and charged otherwise"],
  ["iops", "any", "cost", "it is slower for hours, and charged otherwise"],
  ["monitoring_interval", "any", "harmless", "no interruption"],
  ["monitoring_role_arn", "any", "harmless", "no interruption"],
  ["performance_insights_enabled", "any", "harmless", "no interruption"],
  ["performance_insights_retention_period", "any", "cost", "performance data is kept for another time"],
  ["database_insights_mode", "any", "cost", "no interruption; monitoring is charged otherwise"],
  ["copy_tags_to_snapshot", "any", "cosmetic", "nothing else changes"],
  [
    "auto_minor_version_upgrade",
    "any",
    "harmless",
    "it says whether AWS upgrades minor versions in the maintenance window",
  ],
  ["maintenance_window", "any", "harmless", "no interruption, unless a change waits for this window"],
  ["preferred_maintenance_window", "any", "harmless", "no interruption, unless a change waits for this window"],
  ["backup_window", "any", "harmless", "no interruption"],
  ["preferred_backup_window", "any", "harmless", "no interruption"],
];

const password = "logins with the old password fail; open connections stay";

export const databases: readonly Row[] = [
  ...rowsOf(["aws_db_instance"], instance, [
    [
      "instance_class",
      "any",
      "downtime",
      (subject) =>
        subject.after.multi_az === true
          ? `it fails over ${moment(subject)}: about a minute without connections`
          : `it restarts ${moment(subject)}: some minutes of downtime`,
      "Choose a quiet hour.",
    ],
    ["allocated_storage", "raised", "cost", "it grows without interruption, and cannot shrink again"],
    ["max_allocated_storage", "any", "cost", "it may grow to another size; no interruption"],
    ["storage_throughput", "any", "cost", "it is slower for hours, and charged otherwise"],
    ["multi_az", "switched-off", "downtime", "it no longer survives the loss of a zone", "Keep the standby."],
    ["multi_az", "any", "cost", "a standby is added without interruption, and charged"],
    [
      "parameter_group_name",
      "any",
      "downtime",
      "static parameters wait for a reboot, which nobody does by itself",
      "Reboot it in a quiet hour.",
    ],
    ["option_group_name", "any", "downtime", "some options restart it"],
    ["password", "any", "downtime", password],
    ["password_wo_version", "any", "downtime", password],
    ["manage_master_user_password", "any", "downtime", password],
    ...shared,
  ]),
  ...rowsOf(["aws_rds_cluster"], cluster, [
    [
      "db_cluster_parameter_group_name",
      "any",
      "downtime",
      "the parameters wait for a reboot of each instance",
      "Reboot the instances in a quiet hour.",
    ],
    ["serverlessv2_scaling_configuration", "any", "cost", "it scales between other limits without interruption"],
    [
      "enable_http_endpoint",
      "switched-on",
      "exposure",
      "the database answers over the Data API, outside the VPC",
      "Leave the Data API off.",
    ],
    ["master_password", "any", "downtime", password],
    ["master_password_wo_version", "any", "downtime", password],
    ["manage_master_user_password", "any", "downtime", password],
    ...shared,
  ]),
  ...rowsOf(["aws_rds_cluster_instance"], cluster, [
    [
      "instance_class",
      "any",
      "downtime",
      (subject) => `it restarts ${moment(subject)}; the writer fails over where there is a reader`,
      "Choose a quiet hour.",
    ],
    ["promotion_tier", "any", "harmless", "it says only who takes over first"],
    ["db_parameter_group_name", "any", "downtime", "static parameters wait for a reboot"],
    ...shared,
  ]),
  ...rowsOf(["aws_db_parameter_group", "aws_rds_cluster_parameter_group"], groups, [
    [
      "parameter.value",
      (_subject, { path, after }) =>
        path.some((part) => part === "[rds.force_ssl]" || part === "[require_secure_transport]") &&
        ["0", "OFF"].includes(String(after)),
      "exposure",
      "the database accepts connections without TLS",
      "Leave TLS required.",
    ],
    [
      "parameter",
      ({ after }, { path }) => waitsForReboot(after.parameter, path),
      "downtime",
      "it takes effect at the next reboot, which nobody does by itself",
      "Reboot the instances in a quiet hour.",
    ],
    ["parameter", "any", "harmless", "a dynamic parameter takes effect at once without interruption"],
  ]),
];

function waitsForReboot(parameters: unknown, path: readonly string[]): boolean {
  const list: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  return list.some(
    (each) => isRecord(each) && path.includes(`[${String(each.name)}]`) && each.apply_method === "pending-reboot",
  );
}
