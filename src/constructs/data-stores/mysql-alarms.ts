import { Construct } from "constructs";
import { Alarm, type AlarmProps } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";
import { memoryOf } from "./instance-classes";

export interface MySqlAlarmsProps {
  readonly topic: AlarmTopic;
  /** Begins the alarms' names, such as `omni-portal-production-mysql`. */
  readonly prefix: string;
  /** Reference to the instance's identifier. */
  readonly instanceIdentifier: string;
  readonly instanceClass: string;
  /** Storage at creation. */
  readonly allocatedGiB: number;
  /** Whether the instance follows another one. */
  readonly replica: boolean;
}

type Measured = Omit<AlarmProps, "name" | "topic" | "namespace" | "dimensions" | "periodSeconds" | "missingData"> &
  Partial<Pick<AlarmProps, "missingData">>;

const CPU_HIGH = {
  description:
    "The database's CPU is above 80 % for 15 minutes. Look for expensive statements in Performance Insights or the slow query log.",
  metricName: "CPUUtilization",
  statistic: "Average",
  comparison: ">",
  threshold: 80,
  evaluationPeriods: 3,
} as const satisfies Measured;

const REPLICA_LAGS = {
  description:
    "The read replica is more than 5 minutes behind for 15 minutes. Look for long transactions, or for a replica that is too small.",
  metricName: "ReplicaLag",
  statistic: "Average",
  comparison: ">",
  threshold: 300,
  evaluationPeriods: 3,
} as const satisfies Measured;

const REPLICATION_STOPPED = {
  description:
    "The read replica no longer follows the database, for 15 minutes. Look into its events and replication state; make it anew if it cannot catch up.",
  metricName: "ReplicaLag",
  statistic: "Minimum",
  comparison: "<",
  threshold: 0, // RDS says -1 when MySQL knows no lag
  evaluationPeriods: 3,
  missingData: "breaching", // a replica that is down reports nothing
} as const satisfies Measured;

/** The alarms of one MySQL instance: load, memory, storage and connections; a replica's also whether it keeps up. */
export class MySqlAlarms extends Construct {
  constructor(scope: Construct, id: string, props: MySqlAlarmsProps) {
    super(scope, id);
    const { topic, prefix, instanceIdentifier } = props;
    const dimensions = { DBInstanceIdentifier: instanceIdentifier };
    const common = {
      topic,
      namespace: "AWS/RDS",
      dimensions,
      periodSeconds: 300,
      missingData: "notBreaching",
    } as const;
    const alarms: Readonly<Record<string, Measured>> = {
      cpu_high: CPU_HIGH,
      memory_low: memoryLow(props),
      storage_low: storageLow(props),
      connections_high: connectionsHigh(props),
      ...(props.replica && { lag_high: REPLICA_LAGS, replication_stopped: REPLICATION_STOPPED }),
    };
    for (const [what, measured] of Object.entries(alarms)) {
      new Alarm(this, what, { name: `${prefix}-${what.replaceAll("_", "-")}`, ...common, ...measured });
    }
  }
}

/** MySQL takes three quarters of the memory for its buffer pool at once. */
function memoryLow({ instanceClass }: MySqlAlarmsProps): Measured {
  return {
    description:
      "Less than 5 % of the instance's memory is free for 15 minutes. Look for statements that sort or join too much, or take a larger class.",
    metricName: "FreeableMemory",
    statistic: "Minimum",
    comparison: "<",
    threshold: Math.floor(0.05 * memoryInBytes(instanceClass)),
    evaluationPeriods: 3,
  };
}

/** AWS adds storage by itself below the same share of what is allocated then: whoever hears this alarm knows that it did not help. */
function storageLow({ allocatedGiB }: MySqlAlarmsProps): Measured {
  return {
    description:
      "Free storage is below 10 % of what was allocated at creation, for 15 minutes. Look for what grows, and raise the maximum storage before the database stops.",
    metricName: "FreeStorageSpace",
    statistic: "Minimum",
    comparison: "<",
    threshold: Math.floor(0.1 * allocatedGiB * 1024 ** 3),
    evaluationPeriods: 3,
  };
}

function connectionsHigh({ instanceClass }: MySqlAlarmsProps): Measured {
  return {
    description:
      "The instance has 80 % or more of the connections that it is likely to accept, for 10 minutes. Look for clients that do not close theirs, pool connections, or take a larger class.",
    metricName: "DatabaseConnections",
    statistic: "Maximum",
    comparison: ">=",
    threshold: Math.floor(0.8 * maxConnections(instanceClass)),
    evaluationPeriods: 2,
  };
}

/**
 * Connections that RDS lets MySQL accept when nobody sets `max_connections`: `{DBInstanceClassMemory/12582880}`. That memory
 * is what the operating system and RDS leave; AWS does not say how much they take, so we count on 7 %, at least 256 MiB.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Limits.html#RDS_Limits.MaxConnections
 */
function maxConnections(instanceClass: string): number {
  const memory = memoryInBytes(instanceClass);
  const taken = Math.max(0.07 * memory, 256 * 1024 ** 2);
  return Math.floor((memory - taken) / 12_582_880);
}

/** @throws Error for a class that `MySqlInstance` refuses */
function memoryInBytes(instanceClass: string): number {
  const memory = memoryOf(instanceClass);
  if (memory === undefined) throw new Error(`The memory of instance class "${instanceClass}" is unknown.`);
  return memory;
}
