import { Construct } from "constructs";
import { Alarm } from "../observability/alarm";
import type { AlarmTopic } from "../observability/alarm-topic";

export interface BucketCopyAlarmsProps {
  /** Start of the alarms' names, such as `omni-portal-production-documents`. */
  readonly name: string;
  /** Name of the bucket that is copied. */
  readonly source: string;
  /** Name of its copy. */
  readonly copy: string;
  /** Id of the rule that copies. */
  readonly rule: string;
  /** Minutes in which an object must be copied. */
  readonly latestMinutes: number;
  readonly topic: AlarmTopic;
}

/**
 * Tell of objects that are not, or not in time, in the other region: a loss of this one would lose them.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/repl-metrics.html
 */
export class BucketCopyAlarms extends Construct {
  constructor(scope: Construct, id: string, { name, source, copy, rule, latestMinutes, topic }: BucketCopyAlarmsProps) {
    super(scope, id);
    const common = {
      topic,
      namespace: "AWS/S3",
      dimensions: { SourceBucket: source, DestinationBucket: copy, RuleId: rule },
      comparison: ">",
      periodSeconds: 300,
      evaluationPeriods: 1,
      missingData: "notBreaching", // without new objects there is nothing to measure
    } as const;
    new Alarm(this, "failed", {
      ...common,
      name: `${name}-copy-failed`,
      description:
        "Objects were not copied to the other region. Look for the replication status FAILED in the bucket, mend the role " +
        "or key that S3 was refused, and copy them by S3 Batch Replication.",
      metricName: "OperationsFailedReplication",
      statistic: "Sum",
      threshold: 0,
    });
    new Alarm(this, "late", {
      ...common,
      name: `${name}-copy-late`,
      description:
        `An object waits for more than ${latestMinutes} minutes to be copied to the other region: a loss of this region ` +
        "would lose it. Look into AWS Health; copying catches up by itself.",
      metricName: "ReplicationLatency",
      statistic: "Maximum",
      threshold: latestMinutes * 60,
    });
  }
}
