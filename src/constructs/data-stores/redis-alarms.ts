import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";

export interface RedisAlarmsProps {
  readonly topic: AlarmTopic;
  /** Begins the alarms' names, such as `omni-portal-production-redis`. */
  readonly prefix: string;
  /** Cache cluster id of each node by its name, such as `001`. */
  readonly nodes: Readonly<Record<string, string>>;
}

type Measured = Pick<
  AlarmProps,
  "description" | "metricName" | "statistic" | "comparison" | "threshold" | "evaluationPeriods"
>;

/** Redis works in one thread, which may be at its end while the other cores idle. */
const ENGINE_CPU_HIGH = {
  description:
    "Redis has used 80 % or more of its one core for 15 minutes. Look for slow commands in the slow log, or take a larger node type.",
  metricName: "EngineCPUUtilization",
  statistic: "Average",
  comparison: ">=",
  threshold: 80,
  evaluationPeriods: 3,
} as const satisfies Measured;

/** What small nodes run out of first: snapshots and the operating system share their cores. */
const CPU_HIGH = {
  description:
    "The Redis node's CPU is at 80 % or more for 15 minutes. Look for new connections without number, or take a larger node type.",
  metricName: "CPUUtilization",
  statistic: "Average",
  comparison: ">=",
  threshold: 80,
  evaluationPeriods: 3,
} as const satisfies Measured;

const MEMORY_HIGH = {
  description:
    "Redis has used 80 % or more of its memory for 15 minutes and soon evicts keys. Look for keys that do not expire, or take a larger node type.",
  metricName: "DatabaseMemoryUsagePercentage",
  statistic: "Average",
  comparison: ">=",
  threshold: 80,
  evaluationPeriods: 3,
} as const satisfies Measured;

const EVICTIONS = {
  description:
    "Redis has thrown away keys before their time for 15 minutes, sessions perhaps among them. Look for keys that do not expire, or take a larger node type.",
  metricName: "Evictions",
  statistic: "Sum",
  comparison: ">",
  threshold: 0,
  evaluationPeriods: 3,
} as const satisfies Measured;

const LAG_HIGH = {
  description:
    "The Redis replica is 10 seconds or more behind for 15 minutes; a failover now would lose what came last. Look for a burst of writes, or take a larger node type.",
  metricName: "ReplicationLag",
  statistic: "Average",
  comparison: ">=",
  threshold: 10,
  evaluationPeriods: 3,
} as const satisfies Measured;

/** The alarms of each Redis node: load, memory and evictions; where there are replicas also whether they keep up. */
export class RedisAlarms extends Construct {
  constructor(scope: Construct, id: string, { topic, prefix, nodes }: RedisAlarmsProps) {
    super(scope, id);
    const alarms: Readonly<Record<string, Measured>> = {
      engine_cpu_high: ENGINE_CPU_HIGH,
      cpu_high: CPU_HIGH,
      memory_high: MEMORY_HIGH,
      evictions: EVICTIONS,
      // Any node may be the primary, which reports no lag.
      ...(Object.keys(nodes).length > 1 && { lag_high: LAG_HIGH }),
    };
    for (const [node, cacheClusterId] of Object.entries(nodes)) {
      const common = {
        topic,
        namespace: "AWS/ElastiCache",
        dimensions: { CacheClusterId: cacheClusterId },
        periodSeconds: 300,
        missingData: "notBreaching",
      } as const;
      for (const [what, measured] of Object.entries(alarms)) {
        const name = `${prefix}-${node}-${what.replaceAll("_", "-")}`;
        new Alarm(this, `${node}_${what}`, { name, ...common, ...measured });
      }
    }
  }
}
