import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { behaviourOf, isPercentile, requireValid, type AlarmBehaviour, type Metric } from "./alarm-behaviour";

export interface AlarmProps extends AlarmBehaviour, Metric {}

/**
 * An alarm on one metric that tells its topic about every change: trouble, its end, and when it can no longer see.
 * 164.308(a)(6)(ii), 164.312(b)
 */
export class Alarm extends Construct {
  readonly alarmArn: string;
  readonly alarmName: string;

  /** @throws Error when CloudWatch would refuse the periods or the statistic */
  constructor(scope: Construct, id: string, props: AlarmProps) {
    super(scope, id);
    requireValid(this, props, props);
    const alarm = new CloudwatchMetricAlarm(this, "Resource", {
      ...behaviourOf(props),
      ...statisticOf(props),
      namespace: props.namespace,
      metricName: props.metricName,
      dimensions: props.dimensions,
      period: props.periodSeconds,
    });
    this.alarmArn = alarm.arn;
    this.alarmName = alarm.alarmName;
  }
}

/** A percentile of too few measurements says nothing, so that such a period changes nothing. */
function statisticOf({ statistic }: Metric) {
  return isPercentile(statistic)
    ? { extendedStatistic: statistic, evaluateLowSampleCountPercentiles: "ignore" }
    : { statistic };
}
