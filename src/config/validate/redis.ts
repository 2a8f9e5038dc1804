import type { RedisConfig } from "../redis";
import { reasonOf, type Findings } from "./findings";
import { checkStoreWindows } from "./store-windows";

const NODE_TYPE = /^cache\.(t3|t4g|m5|m6g|m7g|r5|r6g|r7g)\.(micro|small|medium|\d{0,2}x?large)$/;
/** Burstable types end at medium, the others begin with large. */
const NO_SUCH_SIZE = /^cache\.(t\w+\.\d{0,2}x?large|[mr]\w+\.(micro|small|medium))$/;

/** The Redis replication group: what ElastiCache accepts, and in production what outlives a node. */
export function checkRedis(cache: RedisConfig, findings: Findings): void {
  findings.matches("cache.engineVersion", cache.engineVersion, /^7\.[01]$/, {
    allowed: "Redis 7.0 or 7.1",
    fix: "Set 7.1; users by IAM need 7.0 at least.",
  });
  const known = NODE_TYPE.test(cache.nodeType) && !NO_SUCH_SIZE.test(cache.nodeType);
  findings.require(known, "cache.nodeType", cache.nodeType, {
    allowed: "cache.<t3|t4g>.<micro|small|medium> or cache.<m5|m6g|m7g|r5|r6g|r7g>.<large and more>",
    fix: "Set cache.t3.small, or cache.r6g.large for production.",
  });
  checkNodes(cache, findings);
  findings.wholeNumber(
    "cache.snapshotRetentionDays",
    cache.snapshotRetentionDays,
    { min: 15, max: 35 },
    "Set 15, as the HIPAA rules ask.", // 164.308(a)(7)(ii)(A)
  );
  checkStoreWindows(
    {
      dailyField: "cache.snapshotWindow",
      daily: cache.snapshotWindow,
      weeklyField: "cache.maintenanceWindow",
      weekly: cache.maintenanceWindow,
      leastMinutes: 60,
    },
    findings,
  );
}

/** Several zones need several nodes; production has them. 164.308(a)(7)(i) */
function checkNodes({ nodes }: RedisConfig, findings: Findings): void {
  const range = { min: findings.inProduction ? 2 : 1, max: 6 };
  const fix = "Set 2 for a node in another zone that takes over; Multi-AZ with one node does not exist.";
  findings.wholeNumber("cache.nodes.count", nodes.count, range, fix);
  const alone = nodes.count === 1 && !findings.inProduction;
  if (alone || "reason" in nodes) findings.reason("cache.nodes.reason", reasonOf(nodes));
}
