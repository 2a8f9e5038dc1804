import type { LogDeliveryConfiguration } from "@aws-sdk/client-elasticache";
import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker, type StateResource } from "../checker";
import { keyArn } from "../key-arn";
import type { Facts } from "../observation";

export const awsElasticacheReplicationGroup: Checker = {
  group: "Cache",
  read: async (resource, { elasticache, kms }) => {
    const { ReplicationGroups: [group] = [] } = await elasticache.describeReplicationGroups({
      ReplicationGroupId: text(resource, "replication_group_id"),
    });
    return (
      group && {
        replication_group_id: group.ReplicationGroupId,
        status: group.Status,
        node_type: group.CacheNodeType,
        nodes: group.MemberClusters?.length ?? 0,
        multi_az: group.MultiAZ === "enabled",
        automatic_failover: group.AutomaticFailover === "enabled",
        at_rest_encryption_enabled: group.AtRestEncryptionEnabled ?? false,
        kms_key_id: await keyArn(kms, group.KmsKeyId),
        transit_encryption_enabled: group.TransitEncryptionEnabled ?? false,
        transit_encryption_mode: group.TransitEncryptionMode,
        user_groups: group.UserGroupIds ?? [],
        admits_users_only: (group.UserGroupIds ?? []).length > 0,
        snapshot_retention_limit: group.SnapshotRetentionLimit,
        snapshot_window: group.SnapshotWindow,
        ...logFacts(resource, group.LogDeliveryConfigurations ?? []),
        ...(await tagsOf(resource, elasticache)),
      }
    );
  },
  healthy: [
    { title: "Redis is available", fact: "status", is: "available" },
    { title: "Redis is encrypted at rest", fact: "at_rest_encryption_enabled", is: true }, // 164.312(a)(2)(iv)
    { title: "Redis is encrypted in transit", fact: "transit_encryption_enabled", is: true }, // 164.312(e)(1)
    { title: "Redis refuses clients without TLS", fact: "transit_encryption_mode", is: "required" },
    { title: "Redis admits users of a user group only", fact: "admits_users_only", is: true }, // 164.312(d)
    { title: "Redis delivers every log that it shall", fact: "undelivered_logs", is: [] }, // 164.312(b)
  ],
};

export const awsElasticacheUser: Checker = {
  group: "Cache",
  read: async (resource, { elasticache }) => {
    const { Users: [user] = [] } = await elasticache.describeUsers({ UserId: text(resource, "user_id") });
    if (!user) return undefined;
    const enabled = user.AccessString?.startsWith("on ") ?? false;
    return {
      user_name: user.UserName,
      status: user.Status,
      authentication: user.Authentication?.Type,
      access_string: user.AccessString,
      access_as_declared: user.AccessString === text(resource, "access_string"),
      enters_freely: enabled && user.Authentication?.Type === "no-password",
      ...(await tagsOf(resource, elasticache)),
    };
  },
  healthy: [
    { title: "Every Redis user is active", fact: "status", is: "active" },
    { title: "Every Redis user may do what is declared", fact: "access_as_declared", is: true }, // 164.312(a)(1)
    { title: "No Redis user enters without proving who it is", fact: "enters_freely", is: false }, // 164.312(d)
  ],
};

export const awsElasticacheUserGroup: Checker = {
  group: "Cache",
  read: async (resource, { elasticache }) => {
    const { UserGroups: [group] = [] } = await elasticache.describeUserGroups({
      UserGroupId: text(resource, "user_group_id"),
    });
    if (!group) return undefined;
    const declared = resource.values.user_ids as readonly string[];
    const userIds = group.UserIds ?? [];
    return {
      status: group.Status,
      user_ids: userIds,
      members_as_declared: userIds.length === declared.length && userIds.every((id) => declared.includes(id)),
      ...(await tagsOf(resource, elasticache)),
    };
  },
  healthy: [
    { title: "Every group of Redis users is active", fact: "status", is: "active" },
    { title: "Every group of Redis users has the declared members", fact: "members_as_declared", is: true },
  ],
};

export const awsElasticacheSubnetGroup: Checker = {
  group: "Cache",
  read: async (resource, { elasticache }) => {
    const { CacheSubnetGroups: [group] = [] } = await elasticache.describeCacheSubnetGroups({
      CacheSubnetGroupName: text(resource, "name"),
    });
    return (
      group && {
        subnet_ids: (group.Subnets ?? []).map(({ SubnetIdentifier }) => String(SubnetIdentifier)),
        ...(await tagsOf(resource, elasticache)),
      }
    );
  },
};

export const awsElasticacheParameterGroup: Checker = {
  group: "Cache",
  read: async (resource, { elasticache }) => {
    const { CacheParameterGroups: [group] = [] } = await elasticache.describeCacheParameterGroups({
      CacheParameterGroupName: text(resource, "name"),
    });
    return group && { family: group.CacheParameterGroupFamily, ...(await tagsOf(resource, elasticache)) };
  },
};

/** What is delivered where, as `slow-log /aws/elasticache/x/slow-log`, and what was declared and is not. */
function logFacts({ values }: StateResource, deliveries: readonly LogDeliveryConfiguration[]): Facts {
  const active = deliveries.filter(({ Status }) => Status === "active");
  const declared = (values.log_delivery_configuration ?? []) as readonly { log_type: string; destination: string }[];
  const delivered = active.map(({ LogType, DestinationDetails: to }) => {
    const destination = to?.CloudWatchLogsDetails?.LogGroup ?? to?.KinesisFirehoseDetails?.DeliveryStream;
    return `${LogType} ${destination}`;
  });
  const missing = declared.filter(({ log_type, destination }) => !delivered.includes(`${log_type} ${destination}`));
  return { log_deliveries: delivered, undelivered_logs: missing.map(({ log_type }) => log_type) };
}

async function tagsOf(resource: StateResource, elasticache: AwsClients["elasticache"]): Promise<Facts> {
  return tagFacts((await elasticache.listTagsForResource({ ResourceName: text(resource, "arn") })).TagList);
}
