import { becomes, days } from "./directions";
import { rowsOf, type Row } from "./row";

const scaling = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/redis-cluster-vertical-scaling.html";
const settings = "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.Modify.html";

export const caches: readonly Row[] = [
  ...rowsOf(["aws_elasticache_replication_group"], scaling, [
    [
      "node_type",
      "any",
      "downtime",
      "it fails over to nodes of the new type: some seconds without connections",
      "Choose a quiet hour.",
    ],
    ["num_cache_clusters", "lowered", "downtime", "a replica goes; without one the loss of a node is an outage"],
    ["num_cache_clusters", "raised", "cost", "a replica is added without interruption, and charged"],
    ["num_node_groups", "any", "cost", "keys move between shards while it serves"],
    ["replicas_per_node_group", "any", "cost", "replicas are added or removed without interruption"],
  ]),
  ...rowsOf(["aws_elasticache_replication_group"], settings, [
    [
      "snapshot_retention_limit",
      "lowered",
      "data-loss",
      ({ after }) => `snapshots older than ${days(after.snapshot_retention_limit)} are deleted`,
      "Keep the longer retention.",
    ],
    ["snapshot_retention_limit", "any", "cost", "snapshots are kept longer"],
    ["transit_encryption_enabled", "switched-off", "exposure", "connections are no longer encrypted", "Keep TLS on."],
    [
      "transit_encryption_mode",
      becomes("preferred"),
      "exposure",
      "it accepts connections without TLS",
      "Keep it `required`.",
    ],
    ["user_group_ids", "any", "downtime", "who may log in changes, and sessions of others end"],
    ["auth_token", "any", "downtime", "logins with the old token fail"],
    [
      "engine_version",
      "any",
      "downtime",
      "it is upgraded with a failover; there is no way back",
      "Take a snapshot first.",
    ],
    [
      "automatic_failover_enabled",
      "switched-off",
      "downtime",
      "the loss of a node is an outage",
      "Keep automatic failover.",
    ],
    ["multi_az_enabled", "switched-off", "downtime", "the loss of a zone is an outage", "Keep it over several zones."],
    ["parameter_group_name", "any", "downtime", "some parameters wait for a reboot"],
    ["security_group_ids", "any", "unjudged", "others may reach it at once", "Read the rules of these groups."],
    ["maintenance_window", "any", "harmless", "no interruption"],
    ["snapshot_window", "any", "harmless", "no interruption"],
    ["log_delivery_configuration", "any", "harmless", "no interruption"],
    ["auto_minor_version_upgrade", "any", "harmless", "it says whether AWS upgrades minor versions by itself"],
  ]),
  ...rowsOf(["aws_elasticache_user"], settings, [
    [
      "access_string",
      (_subject, { after }) => /\+@all/.test(String(after)) && /~\*/.test(String(after)),
      "exposure",
      "the user may run every command on every key",
      "Name the commands and keys that it needs.",
    ],
    ["access_string", "any", "downtime", "what the user may do changes at once"],
    ["authentication_mode", "any", "downtime", "how the user logs in changes at once"],
  ]),
  ...rowsOf(["aws_elasticache_parameter_group"], settings, [
    ["parameter", "any", "downtime", "some parameters wait for a reboot of the nodes"],
  ]),
];
