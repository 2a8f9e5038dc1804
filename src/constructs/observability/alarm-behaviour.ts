import type { CloudwatchMetricAlarmConfig } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import type { Construct } from "constructs";
import type { AlarmTopic } from "./alarm-topic";

const COMPARISONS = {
  ">": "GreaterThanThreshold",
  ">=": "GreaterThanOrEqualToThreshold",
  "<": "LessThanThreshold",
  "<=": "LessThanOrEqualToThreshold",
} as const;
const DAY_SECONDS = 86_400;
const PERCENTILE = /^p(100|\d{1,2}(\.\d{1,2})?)$/;

/** How measurements of one period become one number; `p95` is the value that 95 % of them stay below. */
export type Statistic = "Average" | "Maximum" | "Minimum" | "Sum" | `p${number}`;

/** What every alarm says, whatever it looks at. */
export interface AlarmBehaviour {
  /** Such as `omnirapeutic-production-aurora-cpu-high`. */
  readonly name: string;
  /** What happens and what to do about it; it stands in the message. */
  readonly description: string;
  readonly topic: AlarmTopic;
  readonly comparison: keyof typeof COMPARISONS;
  /** In the metric's own unit. */
  readonly threshold: number;
  /** Measurements looked at; together they span at most a day. */
  readonly evaluationPeriods: number;
  /** How many of them must cross the threshold, 1-`evaluationPeriods`. @default all of them */
  readonly datapointsToAlarm?: number;
  /** What a missing measurement says: everything is well, or it is not. */
  readonly missingData: "notBreaching" | "breaching";
}

/** One metric, measured again and again. */
export interface Metric {
  /** Such as `AWS/RDS`. */
  readonly namespace: string;
  readonly metricName: string;
  /** Whose metric: dimension name -> value. */
  readonly dimensions: { readonly [name: string]: string };
  readonly statistic: Statistic;
  /** Length of one measurement: 10, 30 or a multiple of 60 seconds. */
  readonly periodSeconds: number;
}

/**
 * The settings that alarms have in common. Every alarm tells its topic about trouble, its end, and when it can no longer
 * see. 164.308(a)(6)(ii), 164.312(b)
 */
export function behaviourOf(props: AlarmBehaviour) {
  const actions = [props.topic.topicArn];
  return {
    alarmName: props.name,
    alarmDescription: props.description,
    comparisonOperator: COMPARISONS[props.comparison],
    threshold: props.threshold,
    evaluationPeriods: props.evaluationPeriods,
    datapointsToAlarm: props.datapointsToAlarm ?? props.evaluationPeriods,
    treatMissingData: props.missingData,
    actionsEnabled: true,
    alarmActions: actions,
    insufficientDataActions: actions,
    okActions: actions,
  } satisfies CloudwatchMetricAlarmConfig;
}

/** Whether the statistic is a percentile, which CloudWatch keeps apart from the simple ones. */
export function isPercentile(statistic: Statistic): boolean {
  return statistic.startsWith("p");
}

/**
 * @throws Error when CloudWatch would refuse the periods or a statistic
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function requireValid(alarm: Construct, behaviour: AlarmBehaviour, metric: Metric): void {
  const { evaluationPeriods: periods, datapointsToAlarm: datapoints = periods } = behaviour;
  const { periodSeconds: period, statistic } = metric;
  const problem = [
    !isPeriod(period) && `periodSeconds is ${period}; allowed are 10, 30 and multiples of 60`,
    !isWholeUpTo(Math.floor(DAY_SECONDS / period), periods) &&
      `evaluationPeriods is ${periods}; allowed are whole numbers from 1 that times periodSeconds (${period}) make at most ${DAY_SECONDS}`,
    !isWholeUpTo(periods, datapoints) && `datapointsToAlarm is ${datapoints}; allowed are 1-${periods}`,
    isPercentile(statistic) &&
      !PERCENTILE.test(statistic) &&
      `statistic is ${statistic}; allowed are percentiles p0-p100 with at most two decimals`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${alarm.node.path}] ${problem}. Change it in the alarm's properties.`);
}

function isPeriod(seconds: number): boolean {
  return [10, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0);
}

function isWholeUpTo(most: number, value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= most;
}
