import type { RedisCacheProps } from "./redis-props";

const IDENTIFIER = /^[a-z](?!.*--)[a-z0-9-]{0,38}[a-z0-9]$/;
const MAX_NODES = 6;

/** @throws Error for what ElastiCache would refuse at apply, or a HIPAA rule would find later */
export function requireValidRedis(path: string, props: RedisCacheProps): void {
  const require = (holds: boolean, field: keyof RedisCacheProps, allowed: string, fix: string) => {
    if (holds) return;
    throw new Error(`[${path}] ${field} is ${JSON.stringify(props[field])}; allowed ${allowed}. ${fix}`);
  };
  const { name, engineVersion, nodes, snapshotRetentionDays, username } = props;
  const identifier = "are 2-40 lower-case letters, digits and single hyphens, a letter first";
  require(IDENTIFIER.test(name), "name", identifier, "Write it like omni-portal-dev.");
  require(IDENTIFIER.test(username) &&
    username !== "default", "username", `${identifier}, but not default`, "Write it like omni-portal-dev-api.");
  require(/^7\.\d+$/.test(
    engineVersion,
  ), "engineVersion", "is 7.<minor>: users by IAM need 7.0 at least", "Write it as 7.1.");
  require(isWithin(nodes.count, 1, MAX_NODES), "nodes", `are 1-${MAX_NODES}`, "Take 2 for failover.");
  require(nodes.count > 1 ||
    "reason" in nodes, "nodes", "is one node with a reason", "Say why the cache may be gone for a while, or take 2.");
  require(isWithin(
    snapshotRetentionDays,
    15,
    35,
  ), "snapshotRetentionDays", "are 15-35", "Take 15, the least that HIPAA's rule accepts.");
}

function isWithin(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
