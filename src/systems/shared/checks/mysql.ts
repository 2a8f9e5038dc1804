import type { MySqlServerConfig } from "../../../config/mysql";
import { keyNamed, type Ungrouped } from "./grouping";

export interface MySqlNames {
  /** Identifiers of the instance and, where it has one, of its replica. */
  readonly instance: string;
  readonly replica?: string;
  /** Alias of the storage's key, and what the system calls it. */
  readonly keyAlias: string;
  readonly keyUse: string;
}

/** A MySQL instance, and its replica where it has one. 164.312(a)(2)(iv), 164.308(a)(7)(ii)(A) */
export function mySqlChecks(
  database: MySqlServerConfig,
  { instance, replica, keyAlias, keyUse }: MySqlNames,
): readonly Ungrouped[] {
  const identifiers = [instance, ...(replica !== undefined ? [replica] : [])];
  const primary = { type: "aws_db_instance", where: { identifier: instance } };
  const every = { type: "aws_db_instance", where: { identifier: identifiers } };
  const key = { fact: "kms_key_id", sameAs: keyNamed(keyAlias) };
  return [
    {
      id: "mysql-instances",
      title: replica !== undefined ? "Database and read replica" : "Database",
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
    { id: "mysql-key", title: `Database is encrypted with the ${keyUse} key`, of: every, demand: key },
    {
      id: "mysql-multi-az",
      title: database.multiAz.kept ? "A standby waits in another zone" : `No standby: ${database.multiAz.reason}`,
      of: primary,
      demand: { fact: "multi_az", is: database.multiAz.kept },
    },
    ...(replica !== undefined
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
