/** Aurora instances: a writer with readers in other zones (2-16), or one alone with the reason why a failover may wait for a new one. */
export type InstancesConfig = { readonly count: number } | { readonly count: number; readonly reason: string };

/** Who makes the master password: our generated secret, or RDS itself (which also rotates it). The choice says why. */
export interface MasterPasswordConfig {
  readonly source: "secret" | "rds-managed";
  readonly reason: string;
}

/** The database user that the application itself has; the database bootstrap creates it with the stored password. */
export interface ApplicationUserConfig {
  /** The rules of `masterUsername`, and not the same name. */
  readonly username: string;
  /** From 1. Raise it only when the stored password is lost, and run the database bootstrap afterwards: rotation is automatic. */
  readonly passwordVersion: number;
}

/** An Aurora PostgreSQL cluster on Serverless v2. */
export interface DatabaseConfig {
  /** Aurora PostgreSQL version, such as `15.10`. */
  readonly engineVersion: string;
  /** Name of the first database: a letter, then letters, digits and underscores, at most 63. */
  readonly databaseName: string;
  /** Name of the master user: the same rules, and not a word that Aurora reserves (`admin` is one). */
  readonly masterUsername: string;
  readonly masterPassword: MasterPasswordConfig;
  readonly application: ApplicationUserConfig;
  /** Aurora capacity units in steps of 0.5; `minAcu` below `maxAcu`, so that the cluster scales. */
  readonly capacity: { readonly minAcu: number; readonly maxAcu: number };
  readonly instances: InstancesConfig;
  /** Days of automated backups, 1-35; 35 in production. */
  readonly backupRetentionDays: number;
  /** Daily, UTC: `hh24:mi-hh24:mi`, at least 30 minutes. */
  readonly backupWindow: string;
  /** Weekly, UTC: `ddd:hh24:mi-ddd:hh24:mi`, at least 30 minutes, apart from the backup window. */
  readonly maintenanceWindow: string;
  /** Interval of enhanced monitoring: 1, 5, 10, 15, 30 or 60 seconds. */
  readonly monitoringIntervalSeconds: number;
  /** Statements that take longer are logged (without their parameters), in milliseconds. */
  readonly slowStatementMillis: number;
  /** Days of Performance Insights: 7, a multiple of 31 up to 713, or 731. */
  readonly performanceInsightsRetentionDays: number;
}
