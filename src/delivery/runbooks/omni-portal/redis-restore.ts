import { literal, untilDone, variable } from "../command";
import { toggle } from "../place";
import { copyRegion, RESTORED, type OmniPortalPlace, type OmniPortalRunbook } from "./place";

const ADDRESS = "aws_elasticache_replication_group.redis";
/** Of snapshots made by hand; document 000. */
const SNAPSHOT_PREFIX = "omni-portal-snapshot";

export const redisRestore: OmniPortalRunbook = {
  file: "redis-restore",
  title: "Redis restore",
  about: [
    "For when keys were deleted or damaged, or the replication group is gone. **First ask whether to restore at all**: Redis holds sessions and cached answers. An empty one costs every user a new sign-in; an old snapshot brings back sessions that were ended since. An empty one needs no runbook: `npx estate plan` and `deploy` make it.",
    "Document 000 restores with `create-cache-cluster`, which makes a single node without encryption at rest and without failover. These commands make a replication group as the deployed one: encrypted with the key `redis`, TLS only, users by IAM, in the data subnets.",
  ].join("\n\n"),
  facts: (place) => ({
    "replication group": `\`${place.names.cache.replicationGroup}\``,
    nodes: `${place.config.cache.nodes.count} of \`${place.config.cache.nodeType}\``,
    "daily snapshots are kept": `${place.config.cache.snapshotRetentionDays} days`,
    "copies in": copyRegion(place) ?? "no other region",
  }),
  steps: [
    {
      title: "Find a snapshot, or make one",
      text: `Those that ElastiCache makes daily are called \`automatic.<group>-YYYY-MM-DD-hh-mm\`, and expire. \`${SNAPSHOT_PREFIX}-YYYYMMDD\` is made by hand, of the group as it is or of an automatic one, and stays until it is deleted. A snapshot is encrypted with the group's key. Set the variable to the one to restore.`,
      commands: snapshots,
    },
    {
      title: "Read what the new group must have",
      commands: ({ read }) => [
        read("SUBNET_GROUP", "redis_subnet_group_name"),
        read("SECURITY_GROUP", "redis_security_group_id"),
        read("PARAMETER_GROUP", "redis_parameter_group_name"),
        read("USER_GROUP", "redis_user_group_id"),
        read("KEY", "kms_key_arns.redis"),
      ],
    },
    {
      title: "Restore beside the old one",
      text: "Ten to thirty minutes. Logs are delivered after the deployment of step 5.",
      commands: (place) => [...restore(place, RESTORED), ...settled(place, RESTORED)],
    },
    {
      title: "Check it",
      text: "Status, both encryptions and the user group; the item count of the last minutes is in the metric `CurrItems`.",
      commands: ({ aws }) => [
        aws("elasticache describe-replication-groups", {
          "replication-group-id": RESTORED,
          query: literal(
            "ReplicationGroups[0].{status:Status,atRest:AtRestEncryptionEnabled,key:KmsKeyId,inTransit:TransitEncryptionMode,users:UserGroupIds,failover:AutomaticFailover,endpoint:NodeGroups[0].PrimaryEndpoint.Address}",
          ),
        }),
      ],
    },
    {
      title: "Make it the one that Terraform manages",
      text: "A replication group cannot change its name. So the damaged one ends with a last snapshot, which keeps what was in it, and the same restore is done under its name. Between the two the API has no Redis. Where the group is gone already, leave out the first two commands. The plan changes the group in place, and gives the service a new task definition, for the group's address is another; a plan that replaces or destroys the group is blocked (exit code 3).",
      commands: exchange,
    },
    {
      title: "Clean up",
      text: "Snapshots made by hand are deleted when the incident is closed: `aws elasticache delete-snapshot`.",
      commands: ({ aws }) => [
        aws("elasticache delete-replication-group", {
          "replication-group-id": RESTORED,
          "no-retain-primary-cluster": true,
        }),
      ],
    },
    {
      title: "A copy in the other region",
      text: "ElastiCache copies no snapshot to another region, and AWS Backup does not know ElastiCache. So a snapshot is exported to the bucket `backups`, which S3 replicates. For most losses it is not needed: users sign in again. Do it before a change that would make losing every session expensive. The last command says `COMPLETED` when the copy has arrived; [Region loss](region-loss.md) restores it. The export file is not encrypted by ElastiCache's key any more, but by the bucket's.",
      commands: exportSnapshot,
    },
  ],
};

function snapshots({ aws, names }: OmniPortalPlace): string[] {
  const group = { "replication-group-id": names.cache.replicationGroup };
  const named = `"${SNAPSHOT_PREFIX}-$(date -u +%Y%m%d)"`;
  return [
    aws("elasticache describe-snapshots", {
      ...group,
      query: literal(
        "Snapshots[].{snapshot:SnapshotName,made:NodeSnapshots[0].SnapshotCreateTime,source:SnapshotSource,status:SnapshotStatus}",
      ),
      output: "table",
    }),
    "# of the group as it is now",
    aws("elasticache create-snapshot", { ...group, "snapshot-name": named }),
    `SNAPSHOT=${SNAPSHOT_PREFIX}-YYYYMMDD`,
  ];
}

/** Everything that the deployed group has, and the snapshot's data. */
function restore({ aws, config }: OmniPortalPlace, id: string): string[] {
  const { cache } = config;
  const several = cache.nodes.count > 1;
  const create = aws("elasticache create-replication-group", {
    "replication-group-id": id,
    "replication-group-description": '"Restored from ${SNAPSHOT:?}"',
    "snapshot-name": variable("SNAPSHOT"),
    engine: "redis",
    "engine-version": cache.engineVersion,
    "cache-node-type": cache.nodeType,
    "num-cache-clusters": String(cache.nodes.count),
    ...toggle("automatic-failover-enabled", several),
    ...toggle("multi-az-enabled", several),
    "cache-subnet-group-name": variable("SUBNET_GROUP"),
    "security-group-ids": variable("SECURITY_GROUP"),
    "cache-parameter-group-name": variable("PARAMETER_GROUP"),
    "at-rest-encryption-enabled": true, // 164.312(a)(2)(iv)
    "kms-key-id": variable("KEY"),
    "transit-encryption-enabled": true, // 164.312(e)(1)
    "transit-encryption-mode": "required",
    "user-group-ids": variable("USER_GROUP"),
    "snapshot-retention-limit": String(cache.snapshotRetentionDays),
    "snapshot-window": cache.snapshotWindow,
    "preferred-maintenance-window": cache.maintenanceWindow,
  });
  return [create];
}

function settled({ aws }: OmniPortalPlace, id: string): string[] {
  return [untilDone(aws("elasticache wait replication-group-available", { "replication-group-id": id }))];
}

function exchange(place: OmniPortalPlace): string[] {
  const { aws, estate, names } = place;
  const group = names.cache.replicationGroup;
  const id = { "replication-group-id": group };
  return [
    aws("elasticache delete-replication-group", {
      ...id,
      "no-retain-primary-cluster": true,
      "final-snapshot-identifier": `"${group}-damaged-$(date -u +%Y%m%d)"`,
    }),
    aws("elasticache wait replication-group-deleted", id),
    ...restore(place, group),
    ...settled(place, group),
    estate("terraform", `-- state rm ${ADDRESS}`),
    estate("terraform", `-- import ${ADDRESS} ${group}`),
    `${estate("plan")}   # read it`,
    estate("deploy"),
    estate("verify"),
  ];
}

function exportSnapshot(place: OmniPortalPlace): string[] {
  const { aws, read, names } = place;
  if (copyRegion(place) === undefined) return [];
  const exported = '"${SNAPSHOT:?}-0001.rdb"';
  return [
    read("BACKUPS", "bucket_names.backups"),
    aws("elasticache create-snapshot", {
      "replication-group-id": names.cache.replicationGroup,
      "snapshot-name": `"${SNAPSHOT_PREFIX}-$(date -u +%Y%m%d)"`,
    }),
    `SNAPSHOT="${SNAPSHOT_PREFIX}-$(date -u +%Y%m%d)"`,
    `until [ "$(${aws("elasticache describe-snapshots", {
      "snapshot-name": variable("SNAPSHOT"),
      query: literal("Snapshots[0].SnapshotStatus"),
      output: "text",
    })})" = available ]; do sleep 15; done`,
    aws("elasticache copy-snapshot", {
      "source-snapshot-name": variable("SNAPSHOT"),
      "target-snapshot-name": variable("SNAPSHOT"),
      "target-bucket": variable("BACKUPS"),
    }),
    aws("s3api wait object-exists", { bucket: variable("BACKUPS"), key: exported }),
    aws("s3api head-object", {
      bucket: variable("BACKUPS"),
      key: exported,
      query: literal("{encryption:ServerSideEncryption,replication:ReplicationStatus}"),
    }),
  ];
}
