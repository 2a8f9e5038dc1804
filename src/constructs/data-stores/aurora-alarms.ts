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

/** What every alarm says for itself; the rest they share. */
type Watched = Pick<
  AlarmProps,
  "description" | "metricName" | "statistic" | "comparison" | "threshold" | "evaluationPeriods"
> &
  Partial<Pick<AlarmProps, "dimensions" | "periodSeconds" | "datapointsToAlarm" | "missingData">>;

const MIB = 1024 * 1024;

/** The five documented alarms of an Aurora cluster on Serverless v2: load, room to scale, connections, memory and outage. */
export class AuroraAlarms extends Construct {
  constructor(scope: Construct, id: string, props: AuroraAlarmsProps) {
    super(scope, id);
    const ofCluster = { DBClusterIdentifier: props.clusterIdentifier };
    this.watch("cpu_high", props, {
      description:
        "The database's CPU is at 80 % or more for 15 minutes. Look for expensive statements in Performance Insights.",
      metricName: "CPUUtilization",
      statistic: "Average",
      comparison: ">=",
      threshold: 80,
      evaluationPeriods: 3,
    });
    this.watch("capacity_high", props, {
      description:
        `The database uses 90 % or more of its ${props.maxAcu} ACU for 15 minutes and soon cannot scale further. ` +
        "Raise the maximum capacity, or reduce the load.",
      metricName: "ACUUtilization",
      statistic: "Average",
      comparison: ">=",
      threshold: 90,
      evaluationPeriods: 3,
    });
    this.watch("connections_high", props, {
      description:
        "The writer has 80 % or more of the connections that it accepts, for 10 minutes. Look for clients that do not " +
        "close theirs, pool connections, or raise the maximum capacity.",
      metricName: "DatabaseConnections",
      statistic: "Maximum",
      comparison: ">=",
      threshold: Math.floor(0.8 * maxConnections(props)),
      evaluationPeriods: 2,
      dimensions: { ...ofCluster, Role: "WRITER" },
    });
    this.watch("memory_low", props, {
      // Serverless v2 counts what it would have free at its maximum capacity.
      description:
        "Less than 128 MiB of memory would be free even at maximum capacity, for 15 minutes. Raise the maximum capacity, " +
        "or look for statements that sort or join too much.",
      metricName: "FreeableMemory",
      statistic: "Minimum",
      comparison: "<",
      threshold: 128 * MIB,
      evaluationPeriods: 3,
    });
    this.watch("writer_restarted", props, {
      description:
        "The first database instance is down or was restarted, perhaps by a failover, within 5 minutes. Look into the " +
        "cluster's events and check that the application has connected again.",
      metricName: "EngineUptime",
      statistic: "Minimum",
      comparison: "<",
      threshold: 300,
      dimensions: { DBInstanceIdentifier: props.firstInstanceIdentifier },
      periodSeconds: 60,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      missingData: "breaching", // an instance that is down reports nothing
    });
  }

  private watch(what: string, { name, topic, clusterIdentifier }: AuroraAlarmsProps, watched: Watched): void {
    new Alarm(this, what, {
      name: `${name}-aurora-${what.replaceAll("_", "-")}`,
      topic,
      namespace: "AWS/RDS",
      dimensions: { DBClusterIdentifier: clusterIdentifier },
      periodSeconds: 300,
      missingData: "notBreaching",
      ...watched,
    });
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
