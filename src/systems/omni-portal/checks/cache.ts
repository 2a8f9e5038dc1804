import type { OmniPortalConfig } from "../../../config";
import { keyNamed, type Ungrouped } from "../../shared/checks/grouping";
import type { OmniPortalNames } from "../names";

/** The Redis replication group. */
export function cacheChecks({ cache }: OmniPortalConfig, names: OmniPortalNames): readonly Ungrouped[] {
  const { nodes } = cache;
  const of = {
    type: "aws_elasticache_replication_group",
    where: { replication_group_id: names.cache.replicationGroup },
  };
  const waived = "reason" in nodes ? `, no failover: ${nodes.reason}` : "";
  return [
    { id: "redis-group", title: `Redis ${names.cache.replicationGroup}`, of, demand: { count: 1 } },
    {
      id: "redis-nodes",
      title: `Nodes: ${nodes.count}${waived}`,
      of,
      demand: { fact: "nodes", is: nodes.count },
    },
    {
      id: "redis-node-type",
      title: `Node type is ${cache.nodeType}`,
      of,
      demand: { fact: "node_type", is: cache.nodeType },
    },
    {
      id: "redis-failover",
      title: nodes.count > 1 ? "A node in another zone takes over" : "Nothing takes over",
      of,
      demand: { fact: "automatic_failover", is: nodes.count > 1 },
    },
    {
      id: "redis-key",
      title: "Redis is encrypted with the redis key",
      of,
      demand: { fact: "kms_key_id", sameAs: keyNamed(names.keyAliases.redis) },
    },
    {
      id: "redis-snapshots",
      title: `Snapshots are kept ${cache.snapshotRetentionDays} days`,
      of,
      demand: { fact: "snapshot_retention_limit", is: cache.snapshotRetentionDays },
    },
    {
      id: "redis-snapshot-window",
      title: `Snapshots are taken ${cache.snapshotWindow} UTC`,
      of,
      demand: { fact: "snapshot_window", is: cache.snapshotWindow },
    },
  ];
}
