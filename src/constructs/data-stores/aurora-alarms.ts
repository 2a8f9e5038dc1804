import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";

export interface AuroraAlarmsProps {
  readonly topic: AlarmTopic;
  /** Cluster identifier as a plain text; the alarms' names start with it. */
  readonly name: string;
  /** Reference to the cluster's identifier. */
  readonly clusterIdentifier: string;
  /** The instance that starts as the writer. */
  readonly firstInstanceIdentifier: string;
  /** Aurora capacity units. */
  readonly minAcu: number;
  /** Aurora capacity units. */
  readonly maxAcu: number;
}

const CPU_HIGH = {
  description:
    "The database's CPU is at 80 % or more for 15 minutes. Look for expensive statements in Performance Insights.",
  metricName: "CPUUtilization",
  statistic: "Average",
  comparison: ">=",
  threshold: 80,
  evaluationPeriods: 3,
} as const satisfies Partial<AlarmProps>;

const CAPACITY_HIGH = {
  description:
    "The database uses 90 % or more of its maximum capacity for 15 minutes and soon cannot scale further. " +
    "Raise the maximum capacity, or reduce the load.",
  metricName: "ACUUtilization",
  statistic: "Average",
  comparison: ">=",
  threshold: 90,
  evaluationPeriods: 3,
} as const satisfies Partial<AlarmProps>;

const CONNECTIONS_HIGH = {
  description:
    "The writer has 80 % or more of the connections that it accepts, for 10 minutes. Look for clients that do not " +
    "close theirs, pool connections, or raise the maximum capacity.",
  metricName: "DatabaseConnections",
  statistic: "Maximum",
  comparison: ">=",
  evaluationPeriods: 2,
} as const satisfies Partial<AlarmProps>;

/** Serverless v2 counts what it would have free at its maximum capacity. */
const MEMORY_LOW = {
  description:
    "Less than 128 MiB of memory would be free even at maximum capacity, for 15 minutes. Raise the maximum capacity, " +
    "or look for statements that sort or join too much.",
  metricName: "FreeableMemory",
  statistic: "Minimum",
  comparison: "<",
  threshold: 128 * 1024 * 1024,
  evaluationPeriods: 3,
} as const satisfies Partial<AlarmProps>;

const WRITER_RESTARTED = {
  description:
    "The first database instance is down or was restarted, perhaps by a failover, within 5 minutes. Look into the " +
    "cluster's events and check that the application has connected again.",
  metricName: "EngineUptime",
  statistic: "Minimum",
  comparison: "<",
  threshold: 300,
  periodSeconds: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  missingData: "breaching", // an instance that is down reports nothing
} as const satisfies Partial<AlarmProps>;

/** The five documented alarms of an Aurora cluster on Serverless v2: load, room to scale, connections, memory and outage. */
export class AuroraAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AuroraAlarmsProps) {
    super(scope, id);
    const { name, topic, clusterIdentifier, firstInstanceIdentifier } = props;
    const common = { topic, namespace: "AWS/RDS", periodSeconds: 300, missingData: "notBreaching" } as const;
    const cluster = { ...common, dimensions: { DBClusterIdentifier: clusterIdentifier } };
    const writer = { ...common, dimensions: { DBClusterIdentifier: clusterIdentifier, Role: "WRITER" } };
    const firstInstance = { ...common, dimensions: { DBInstanceIdentifier: firstInstanceIdentifier } };
    const connections = Math.floor(0.8 * maxConnections(props));

    const prefix = `${name}-aurora`;
    new Alarm(this, "cpu_high", { name: `${prefix}-cpu-high`, ...cluster, ...CPU_HIGH });
    new Alarm(this, "capacity_high", { name: `${prefix}-capacity-high`, ...cluster, ...CAPACITY_HIGH });
    new Alarm(this, "connections_high", {
      name: `${prefix}-connections-high`,
      ...writer,
      ...CONNECTIONS_HIGH,
      threshold: connections,
    });
    new Alarm(this, "memory_low", { name: `${prefix}-memory-low`, ...cluster, ...MEMORY_LOW });
    new Alarm(this, "writer_restarted", { name: `${prefix}-writer-restarted`, ...firstInstance, ...WRITER_RESTARTED });
  }
}

/**
 * Connections that a Serverless v2 cluster accepts when nobody sets `max_connections`: AWS's table (1 ACU 189, 4 ACU 823,
 * 8 ACU 1,669, 16 ACU 3,360) is a straight line, up to 5,000, or 2,000 where the cluster may shrink to half an ACU.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-serverless-v2.setting-capacity.html
 */
function maxConnections({ minAcu, maxAcu }: Pick<AuroraAlarmsProps, "minAcu" | "maxAcu">): number {
  return Math.min(Math.round(211.4 * maxAcu - 22.5), minAcu <= 0.5 ? 2000 : 5000);
}
