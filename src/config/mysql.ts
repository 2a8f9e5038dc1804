import type { ApplicationUserConfig, MasterPasswordConfig } from "./database";
import type { Safeguard } from "./environment";

/** An RDS instance of MySQL 8.0. */
export interface MySqlServerConfig {
  /** `8.0.<minor>` at creation, from 8.0.28 (older servers offer TLS 1.0); AWS raises the minor version later. */
  readonly engineVersion: string;
  /** Such as `db.r6g.xlarge`; see `mySqlClasses`. */
  readonly instanceClass: string;
  /** GiB of gp3: `allocatedGiB` at first, growing by itself up to `maxGiB`; 20-65536. */
  readonly storage: { readonly allocatedGiB: number; readonly maxGiB: number };
  /** Name of the first database: a letter, then letters, digits and underscores, at most 64. */
  readonly databaseName: string;
  /** A letter, then letters, digits and underscores, at most 16; not a word that MySQL or RDS keeps. */
  readonly masterUsername: string;
  /** Kept: a standby in another zone takes over within minutes. */
  readonly multiAz: Safeguard;
  /** Kept: a second instance follows the first and answers reads. */
  readonly readReplica: Safeguard;
  /** Begins the names of snapshots made before a deployment, such as `prod-snapshot`: letters, digits and single hyphens. */
  readonly snapshotPrefix: string;
  /** Days of automated backups, 1-35; at least 30 in production. A replica needs them. */
  readonly backupRetentionDays: number;
  /** Daily, UTC: `hh24:mi-hh24:mi`, at least 30 minutes. */
  readonly backupWindow: string;
  /** Weekly, UTC: `ddd:hh24:mi-ddd:hh24:mi`, at least 30 minutes, apart from the backup window. */
  readonly maintenanceWindow: string;
  /** Interval of enhanced monitoring: 1, 5, 10, 15, 30 or 60 seconds. */
  readonly monitoringIntervalSeconds: number;
  /** Statements that take longer are in the slow log, in seconds, from 1. */
  readonly slowQuerySeconds: number;
  /** Days of Performance Insights (7, a multiple of 31 up to 713, or 731), or off with a reason. */
  readonly performanceInsights:
    { readonly kept: true; readonly retentionDays: number } | { readonly kept: false; readonly reason: string };
}

/** One whose password is generated, with users of the application's own. */
export interface MySqlConfig extends MySqlServerConfig {
  readonly masterPassword: MasterPasswordConfig;
  /** The application's own user, with a password; at most 32 characters. */
  readonly application: ApplicationUserConfig;
  /** The application's user without a password, who comes by IAM: the rules of `application.username`, and another name. */
  readonly iamUsername: string;
}

/**
 * Instance classes that the project knows to run MySQL 8.0. Burstable ones below `medium` cannot run Performance Insights.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.Support.html
 */
export const mySqlClasses: readonly string[] = [
  ...["t3", "t4g"].flatMap((family) =>
    ["micro", "small", "medium", "large", "xlarge", "2xlarge"].map((size) => `db.${family}.${size}`),
  ),
  ...["m5", "m6g", "m6i", "m7g", "r5", "r6g", "r6i", "r7g"].flatMap((family) =>
    ["large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge"].map((size) => `db.${family}.${size}`),
  ),
];

/** @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_PerfInsights.Overview.Engines.html */
export const withoutPerformanceInsights: readonly string[] = [
  "db.t3.micro",
  "db.t3.small",
  "db.t4g.micro",
  "db.t4g.small",
];
