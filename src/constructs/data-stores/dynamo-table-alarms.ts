import { Construct } from "constructs";
import { Alarm } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";
import { ExpressionAlarm } from "../observability/expression-alarm";

export interface DynamoTableAlarmsProps {
  readonly topic: AlarmTopic;
  /** Begins the alarms' names, such as `itrack-items`. */
  readonly prefix: string;
  readonly tableName: string;
  /** What is done with the table, as DynamoDB names it: it counts throttling and faults by operation only. */
  readonly operations: readonly string[];
  /** @default there is no replica */
  readonly replicaRegion?: string;
}

const NAMESPACE = "AWS/DynamoDB";
const PERIOD_SECONDS = 300;
/** Replication takes about a second. */
const LATEST_MILLISECONDS = 60_000;

/**
 * The alarms of one table: requests that are refused or fail, and a replica that falls behind.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
 */
export class DynamoTableAlarms extends Construct {
  constructor(scope: Construct, id: string, props: DynamoTableAlarmsProps) {
    super(scope, id);
    this.count(props, "throttled", {
      metricName: "ThrottledRequests",
      label: "Throttled requests",
      description:
        "DynamoDB throttled requests to the table for 10 of 15 minutes. Look for one partition key that takes most of them, or for a quota of the account.",
      datapointsToAlarm: 2,
    });
    this.count(props, "system_errors", {
      metricName: "SystemErrors",
      label: "Errors within DynamoDB",
      description:
        "Requests to the table failed within DynamoDB for 15 minutes. Look into AWS Health; clients must try again.",
      datapointsToAlarm: 3,
    });
    if (props.replicaRegion !== undefined) this.watchReplica(props, props.replicaRegion);
  }

  /** Any at all, over every operation; where nothing happened, nothing is reported. */
  private count(
    { topic, prefix, tableName, operations }: DynamoTableAlarmsProps,
    what: string,
    of: { metricName: string; label: string; description: string; datapointsToAlarm: number },
  ): void {
    const { metricName, ...alarm } = of;
    const metricOf = (operation: string) => ({
      namespace: NAMESPACE,
      metricName,
      dimensions: { TableName: tableName, Operation: operation },
      statistic: "Sum" as const,
      periodSeconds: PERIOD_SECONDS,
    });
    new ExpressionAlarm(this, what, {
      ...alarm,
      name: `${prefix}-${what.replaceAll("_", "-")}`,
      topic,
      metrics: Object.fromEntries(operations.map((operation) => [queryId(operation), metricOf(operation)])),
      expression: "SUM(FILL(METRICS(), 0))",
      comparison: ">",
      threshold: 0,
      evaluationPeriods: 3,
      missingData: "notBreaching",
    });
  }

  private watchReplica({ topic, prefix, tableName }: DynamoTableAlarmsProps, region: string): void {
    new Alarm(this, "replica_late", {
      name: `${prefix}-replica-late`,
      description:
        `Items take more than a minute to reach the replica in ${region}, for 15 minutes: a loss of this region would ` +
        "lose them. Look into AWS Health, and whether the replica's key and table still exist.",
      topic,
      namespace: NAMESPACE,
      metricName: "ReplicationLatency",
      dimensions: { TableName: tableName, ReceivingRegion: region },
      statistic: "Average",
      comparison: ">",
      threshold: LATEST_MILLISECONDS,
      periodSeconds: PERIOD_SECONDS,
      evaluationPeriods: 3,
      missingData: "notBreaching", // where nothing is written, nothing is replicated
    });
  }
}

/** A query's name begins with a lower-case letter. */
function queryId(operation: string): string {
  return operation.charAt(0).toLowerCase() + operation.slice(1);
}
