/** Nodes: 2-6 in different zones with failover, or one alone with the reason why the cache may be gone for a while. */
export type NodesConfig = { readonly count: number } | { readonly count: 1; readonly reason: string };

/** An ElastiCache replication group of Redis 7. */
export interface RedisConfig {
  /** `7.<minor>`, such as `7.1`. */
  readonly engineVersion: string;
  /** Such as `cache.r6g.large`: families t3, t4g, m5-m7g, r5-r7g. */
  readonly nodeType: string;
  readonly nodes: NodesConfig;
  /** Days that daily snapshots are kept, 15-35. */
  readonly snapshotRetentionDays: number;
  /** Daily, UTC: `hh24:mi-hh24:mi`, at least 60 minutes. */
  readonly snapshotWindow: string;
  /** Weekly, UTC: `ddd:hh24:mi-ddd:hh24:mi`, at least 60 minutes, apart from the snapshot window. */
  readonly maintenanceWindow: string;
}
