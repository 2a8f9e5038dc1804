import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import type { AlarmTopic } from "./alarm-topic";

const COMPARISONS = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
} as const;
const DAY_SECONDS = 86_400;

export interface AlarmProps {
  /** Such as `omnirapeutic-production-aurora-cpu-high`. */
  readonly name: string;
  /** What happens and what to do about it; it stands in the message. */
  readonly description: string;
  readonly topic: AlarmTopic;
  /** Such as `AWS/RDS`. */
  readonly namespace: string;
  readonly metricName: string;
  /** Whose metric: dimension name -> value. */
  readonly dimensions: { readonly [name: string]: string };
  readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
  readonly comparison: keyof typeof COMPARISONS;
  /** In the metric's own unit. */
  readonly threshold: number;
  /** Length of one measurement: 10, 30 or a multiple of 60 seconds. */
  readonly periodSeconds: number;
  /** Measurements looked at; together they span at most a day. */
  readonly evaluationPeriods: number;
  /** How many of them must cross the threshold, 1-`evaluationPeriods`. @default all of them */
  readonly datapointsToAlarm?: number;
  /** What a missing measurement says: everything is well, or it is not. */
  readonly missingData: "notBreaching" | "breaching";
}

/**
 * An alarm on one metric that tells its topic about every change: trouble, its end, and when it can no longer see.
 * 164.308(a)(6)(ii), 164.312(b)
 */
export class Alarm extends Construct {
  readonly alarmArn: string;
  readonly alarmName: string;

  /** @throws Error when CloudWatch would refuse the periods */
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    requireValid(this, props);
    const actions = [props.topic.topicArn];
    const alarm = new CloudwatchMetricAlarm(this, "Resource", {
      alarmName: props.name,
      alarmDescription: props.description,
      namespace: props.namespace,
      metricName: props.metricName,
      dimensions: props.dimensions,
      statistic: props.statistic,
      comparisonOperator: COMPARISONS[props.comparison],
      threshold: props.threshold,
      period: props.periodSeconds,
      evaluationPeriods: props.evaluationPeriods,
      datapointsToAlarm: props.datapointsToAlarm ?? props.evaluationPeriods,
      treatMissingData: props.missingData,
      actionsEnabled: true,
      alarmActions: actions,
      insufficientDataActions: actions,
      okActions: actions,
    });
    this.alarmArn = alarm.arn;
    this.alarmName = alarm.alarmName;
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
function requireValid(alarm: Alarm, props: AlarmProps): void {
  const { periodSeconds: period, evaluationPeriods: periods, datapointsToAlarm: datapoints = periods } = props;
  const problem = [
    !isPeriod(period) && `periodSeconds is ${period}; allowed are 10, 30 and multiples of 60`,
    !isWholeUpTo(Math.floor(DAY_SECONDS / period), periods) &&
      `evaluationPeriods is ${periods}; allowed are whole numbers from 1 that times periodSeconds (${period}) make at most ${DAY_SECONDS}`,
    !isWholeUpTo(periods, datapoints) && `datapointsToAlarm is ${datapoints}; allowed are 1-${periods}`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${alarm.node.path}] ${problem}. Change it in the alarm's properties.`);
}

function isPeriod(seconds: number): boolean {
  return [10, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
}

function isWholeUpTo(most: number, value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
