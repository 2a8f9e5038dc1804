import type { Safeguard } from "../../platform/safeguard";
import type { MasterPassword } from "./master-password";

/** One database instance. Any of them may be the writer: Aurora moves that role at a failover. */
export interface AuroraInstance {
  /** Ends the instance's identifier and address, such as `a`: lower-case letters and digits. */
  readonly name: string;
  /** Such as `us-east-1a`. */
  readonly zone: string;
}

export interface AuroraClusterProps {
  /** Cluster identifier, such as `omnirapeutic-production`; other names derive from it. */
  readonly name: string;
  /** `major.minor` at creation, such as `15.10`; AWS raises the minor version later. */
  readonly engineVersion: string;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly masterPassword: MasterPassword;
  /** Aurora capacity units, steps of 0.5. */
  readonly minAcu: number;
  /** Aurora capacity units, steps of 0.5, above `minAcu`. */
  readonly maxAcu: number;
  /** One, or several in different zones for failover; at most 16. */
  readonly instances: readonly AuroraInstance[];
  readonly vpcId: string;
  /** Private subnets in at least two zones. */
  readonly subnetIds: readonly string[];
  /** Name of the security group and its Name tag. */
  readonly securityGroupName: string;
  /** CMK of storage, snapshots and Performance Insights. */
  readonly keyArn: string;
  /** CMK of the log group. */
  readonly logsKeyArn: string;
  /** Days that CloudWatch keeps the PostgreSQL log. */
  readonly logRetentionDays: number;
  /** Days of automated backups, 1-35. */
  readonly backupRetentionDays: number;
  /** Daily, UTC: `hh24:mi-hh24:mi`. */
  readonly backupWindow: string;
  /** Weekly, UTC: `ddd:hh24:mi-ddd:hh24:mi`. */
  readonly maintenanceWindow: string;
  /** Interval of enhanced monitoring: 1, 5, 10, 15, 30 or 60 seconds. */
  readonly monitoringIntervalSeconds: number;
  /** Statements that take longer are logged without their parameters, in milliseconds. */
  readonly slowStatementMillis: number;
  /** Days of Performance Insights: 7, a multiple of 31 up to 713, or 731. */
  readonly performanceInsightsRetentionDays: number;
  /** Kept: deletion protection, a final snapshot, backups that outlive the cluster, and no destroy by Terraform. */
  readonly protection: Safeguard;
}
