import { RedisCache } from "../../../src/constructs/data-stores/redis-cache";
import type { RedisCacheProps } from "../../../src/constructs/data-stores/redis-props";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const sample: RedisCacheProps = {
  name: "sample-dev",
  engineVersion: "7.1",
  nodeType: "cache.r6g.large",
  nodes: { count: 2 },
  vpcId: "vpc-1",
  subnetIds: ["subnet-a", "subnet-b"],
  securityGroupName: "sample-dev-redis-sg",
  keyArn: "arn:aws:kms:us-east-1:123456789012:key/redis",
  logsKeyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
  logRetentionDays: 365,
  snapshotWindow: "02:00-03:00",
  snapshotRetentionDays: 15,
  maintenanceWindow: "sun:05:00-sun:06:00",
  username: "sample-dev-api",
  protection: { kept: true },
};

/**
 * The sample cache, and a group `tasks` that may connect.
 *
 * @param use adds to the stack what the cache shall work with
 */
export function synthesizeRedis(
  props: Partial<RedisCacheProps> = {},
  use: (cache: RedisCache, stack: SystemStack) => void = () => {},
): Synthesized {
  return synthesize((stack) => {
    const cache = new RedisCache(stack, "redis", { ...sample, ...props });
    const tasks = new SecurityGroup(stack, "tasks", { vpcId: "vpc-1", name: "tasks", description: "Tasks" });
    cache.allowConnectionsFrom("tasks", tasks, "Tasks to Redis");
    use(cache, stack);
  });
}
