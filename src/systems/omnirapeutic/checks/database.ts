import type { OmnirapeuticConfig } from "../../../config";
import type { OmnirapeuticNames } from "../names";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";

/** The documented alarms: CPU, capacity, connections, memory, restart. */
const ALARMS = 5;

const instances = { type: "aws_rds_cluster_instance" };

/** The Aurora cluster. */
export function clusterChecks({ database }: OmnirapeuticConfig, names: OmnirapeuticNames): readonly Ungrouped[] {
  const { backupRetentionDays, backupWindow, engineVersion } = database;
  const of = { type: "aws_rds_cluster", where: { cluster_identifier: names.database.cluster } };
  return [
    { id: "aurora-cluster", title: `Cluster ${names.database.cluster}`, of, demand: { count: 1 } },
    {
      id: "aurora-version",
      title: `Engine version is ${engineVersion} or a later minor version`,
      of,
      demand: { fact: "engine_version", versionFrom: engineVersion },
    },
    {
      id: "aurora-key",
      title: "Storage is encrypted with the aurora key",
      of,
      demand: { fact: "kms_key_id", sameAs: keyNamed(names.keyAliases.aurora) },
    },
    {
      id: "aurora-backups",
      title: `Backup retention is ${backupRetentionDays} days`,
      of,
      demand: { fact: "backup_retention_period", is: backupRetentionDays },
    },
    {
      id: "aurora-backup-window",
      title: `Backups are taken ${backupWindow} UTC`,
      of,
      demand: { fact: "preferred_backup_window", is: backupWindow },
    },
    {
      id: "aurora-logs",
      title: "PostgreSQL log goes to CloudWatch",
      of,
      demand: { fact: "enabled_cloudwatch_logs_exports", includes: "postgresql" },
    },
    {
      id: "aurora-alarms",
      title: `${ALARMS} alarms watch the database`,
      of: { type: "aws_cloudwatch_metric_alarm", where: { namespace: "AWS/RDS" } },
      demand: { count: ALARMS },
    },
  ];
}

/** Its instances. */
export function instanceChecks({ database }: OmnirapeuticConfig, names: OmnirapeuticNames): readonly Ungrouped[] {
  const { count } = database.instances;
  const waived = "reason" in database.instances ? `, Multi-AZ waived: ${database.instances.reason}` : "";
  const multiAz = { fact: "availability_zone", differentAtLeast: 2 };
  return [
    {
      id: "performance-insights",
      title: "Performance Insights is on",
      of: instances,
      demand: { fact: "performance_insights_enabled", is: true },
    },
    {
      id: "performance-insights-key",
      title: "Performance Insights is encrypted with the aurora key",
      of: instances,
      demand: { fact: "performance_insights_kms_key_id", sameAs: keyNamed(names.keyAliases.aurora) },
    },
    { id: "aurora-instances", title: `Instances: ${count}${waived}`, of: instances, demand: { count } },
    ...(count > 1
      ? [{ id: "multi-az", title: "Multi-AZ: instances in different zones", of: instances, demand: multiAz }]
      : []),
  ];
}
