import type { OmniPortalConfig } from "../../../config";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";
import type { OmniPortalNames } from "../names";

/** The MySQL instance, and its replica where it has one. */
export function databaseChecks({ database }: OmniPortalConfig, names: OmniPortalNames): readonly Ungrouped[] {
  const { instance, replica } = names.database;
  const identifiers = [instance, ...(database.readReplica.kept ? [replica] : [])];
  const primary = { type: "aws_db_instance", where: { identifier: instance } };
  const every = { type: "aws_db_instance", where: { identifier: identifiers } };
  const key = { fact: "kms_key_id", sameAs: keyNamed(names.keyAliases.rds) };
  return [
    {
      id: "mysql-instances",
      title: database.readReplica.kept ? "Database and read replica" : "Database",
      of: every,
      demand: { count: identifiers.length },
    },
    {
      id: "mysql-version",
      title: `Engine version is ${database.engineVersion} or a later one of 8.0`,
      of: primary,
      demand: { fact: "engine_version", versionFrom: database.engineVersion },
    },
    {
      id: "mysql-class",
      title: `Instance class is ${database.instanceClass}`,
      of: primary,
      demand: { fact: "instance_class", is: database.instanceClass },
    },
    { id: "mysql-key", title: "Database is encrypted with the rds key", of: every, demand: key },
    {
      id: "mysql-multi-az",
      title: database.multiAz.kept ? "A standby waits in another zone" : `No standby: ${database.multiAz.reason}`,
      of: primary,
      demand: { fact: "multi_az", is: database.multiAz.kept },
    },
    ...(database.readReplica.kept
      ? [
          {
            id: "mysql-replica",
            title: "Replica follows the database",
            of: { type: "aws_db_instance", where: { identifier: replica } },
            demand: { fact: "replicate_source_db", is: instance },
          },
        ]
      : []),
    {
      id: "mysql-backups",
      title: `Backup retention is ${database.backupRetentionDays} days`,
      of: every,
      demand: { fact: "backup_retention_period", is: database.backupRetentionDays },
    },
    {
      id: "mysql-backup-window",
      title: `Backups are taken ${database.backupWindow} UTC`,
      of: primary,
      demand: { fact: "backup_window", is: database.backupWindow },
    },
    {
      id: "mysql-logs",
      title: "Audit, error, general and slow query logs go to CloudWatch",
      of: primary,
      demand: { fact: "enabled_cloudwatch_logs_exports", is: ["audit", "error", "general", "slowquery"] },
    },
    {
      id: "mysql-monitoring",
      title: `The operating system is measured every ${database.monitoringIntervalSeconds} seconds`,
      of: every,
      demand: { fact: "monitoring_interval", is: database.monitoringIntervalSeconds },
    },
    {
      id: "mysql-performance-insights",
      title: database.performanceInsights.kept
        ? "Performance Insights is on"
        : `Performance Insights is off: ${database.performanceInsights.reason}`,
      of: every,
      demand: { fact: "performance_insights_enabled", is: database.performanceInsights.kept },
    },
  ];
}
