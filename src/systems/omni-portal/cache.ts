import type { OmniPortalConfig } from "../../config";
import { RedisCache } from "../../constructs/data-stores/redis-cache";
import type { SystemStack } from "../../platform/system-stack";
import type { Surroundings } from "./surroundings";

/** Sessions and cached answers: a Redis replication group that the service reaches by IAM. */
export function buildCache(
  stack: SystemStack,
  { cache, protection, retention }: OmniPortalConfig,
  { names, keys, alarms, network, workloads }: Surroundings,
): RedisCache {
  const redis = new RedisCache(stack, "redis", {
    ...cache,
    name: names.cache.replicationGroup,
    securityGroupName: names.cache.securityGroup,
    username: names.cache.user,
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    keyArn: keys.redis.keyArn,
    logsKeyArn: keys.cloudwatch.keyArn,
    logRetentionDays: retention.applicationLogDays,
    protection: protection.allowDestroy,
  });
  redis.allowConnectionsFrom("ecs", workloads, "Containers");
  redis.watch(alarms);
  return redis;
}
