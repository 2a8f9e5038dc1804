import type { Safeguard } from "../../platform/safeguard";
import type { MasterPassword } from "./master-password";

/** Storage that grows by itself, on gp3. */
export interface MySqlStorage {
  /** At creation, 20-65536. */
  readonly allocatedGiB: number;
  /** How far AWS lets it grow: at least 10 % more, up to 65536. It never shrinks. */
  readonly maxGiB: number;
}

/** Samples of what the database works on, encrypted; the smallest classes have none. */
export type PerformanceInsights =
  | { readonly kept: true; /** Days: 7, a multiple of 31 up to 713, or 731. */ readonly retentionDays: number }
  | { readonly kept: false; readonly reason: string };

/** A second instance that only reads, and follows the first with a delay. */
export interface MySqlReplicaProps {
  /** Such as `us-east-1b`. @default AWS chooses */
  readonly zone?: string;
  /** @default as the first instance */
  readonly instanceClass?: string;
}

export interface MySqlInstanceProps {
  /** Instance identifier, such as `omni-portal-production`: lower-case letters, digits and hyphens. Other names derive from it. */
  readonly name: string;
  /** `8.0.x` at creation, from 8.0.28: older ones offer TLS below 1.2. AWS raises it later, within 8.0. */
  readonly engineVersion: string;
  /** Such as `db.t3.medium`; the classes of `instance-classes.ts`. */
  readonly instanceClass: string;
  /** 1-64 letters, digits and `_`, a letter first. */
  readonly databaseName: string;
  /** 1-16 letters, digits and `_`, a letter first. */
  readonly masterUsername: string;
  /** A generated one has at most 41 characters. */
  readonly masterPassword: MasterPassword;
  readonly storage: MySqlStorage;
  /** Kept: a standby in another zone takes over when the instance or its zone fails. */
  readonly multiAz: Safeguard;
  /** By the name that ends identifier and address: lower-case letters and digits, a letter first. They need backups. @default none */
  readonly replicas?: Readonly<Record<string, MySqlReplicaProps>>;
  readonly vpcId: string;
  /** Private subnets in at least two zones. */
  readonly subnetIds: readonly string[];
  /** Name of the security group and its Name tag. */
  readonly securityGroupName: string;
  /** CMK of storage, snapshots and Performance Insights. */
  readonly keyArn: string;
  /** CMK of the log groups. */
  readonly logsKeyArn: string;
  /** Days that CloudWatch keeps the audit log; a step that CloudWatch knows. */
  readonly auditLogRetentionDays: number;
  /** Days that CloudWatch keeps the error, general and slow query logs; a step that CloudWatch knows. */
  readonly applicationLogRetentionDays: number;
  /** Days of automated backups, 1-35. */
  readonly backupRetentionDays: number;
  /** Daily, UTC: `hh24:mi-hh24:mi`. */
  readonly backupWindow: string;
  /** Weekly, UTC: `ddd:hh24:mi-ddd:hh24:mi`. */
  readonly maintenanceWindow: string;
  /** Interval of enhanced monitoring: 1, 5, 10, 15, 30 or 60 seconds. */
  readonly monitoringIntervalSeconds: number;
  /** Statements that take longer are logged, values included, in seconds: whole numbers from 1. */
  readonly slowQuerySeconds: number;
  readonly performanceInsights: PerformanceInsights;
  /** Kept: deletion protection, a final snapshot, backups that outlive the instance, and no destroy by Terraform. */
  readonly protection: Safeguard;
}
