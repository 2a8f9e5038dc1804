import type { Safeguard } from "../../platform/safeguard";

/** Nodes: 2-6 in different zones with failover, or one alone with the reason why the cache may be gone for a while. */
export type RedisNodes = { readonly count: number } | { readonly count: 1; readonly reason: string };

export interface RedisCacheProps {
  /** Replication group id, such as `omni-portal-production`: at most 40 lower-case letters, digits and hyphens. Other names derive from it. */
  readonly name: string;
  /** `7.<minor>` at creation, such as `7.1`; AWS raises the minor version later. */
  readonly engineVersion: string;
  /** Such as `cache.r6g.large`. */
  readonly nodeType: string;
  readonly nodes: RedisNodes;
  readonly vpcId: string;
  /** Private subnets, in at least two zones where there are several nodes. */
  readonly subnetIds: readonly string[];
  /** Name of the security group and its Name tag. */
  readonly securityGroupName: string;
  /** CMK of storage and snapshots; its policy admits the use through `elasticache`, with grants. */
  readonly keyArn: string;
  /**
   * CMK of the log groups. Its policy admits CloudWatch Logs for `/aws/elasticache/<name>/slow-log` and `…/engine-log`, and
   * nobody else: ElastiCache hands logs over unencrypted. The resource policy for that hand-over
   * (`AWSLogDeliveryWrite20150319`), one for the whole account, AWS writes itself if whoever deploys may `logs:PutResourcePolicy`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
   */
  readonly logsKeyArn: string;
  /** Days that CloudWatch keeps slow log and engine log; a step that CloudWatch knows. */
  readonly logRetentionDays: number;
  /** Daily, UTC: `hh24:mi-hh24:mi`. */
  readonly snapshotWindow: string;
  /** Days that daily snapshots are kept, 15-35. 164.308(a)(7)(ii)(A) */
  readonly snapshotRetentionDays: number;
  /** Weekly, UTC: `ddd:hh24:mi-ddd:hh24:mi`. */
  readonly maintenanceWindow: string;
  /** The application's user, who comes by IAM. Users share the account: say the deployment too, as in `omni-portal-production-api`. */
  readonly username: string;
  /** Kept: a final snapshot, and no destroy by Terraform. */
  readonly protection: Safeguard;
}
