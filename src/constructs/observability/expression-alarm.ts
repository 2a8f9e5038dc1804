import { CloudwatchMetricAlarm } from "@cdktf/provider-aws/lib/cloudwatch-metric-alarm";
import { Construct } from "constructs";
import { behaviourOf, requireValid, type AlarmBehaviour, type Metric } from "./alarm-behaviour";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const MAXIMUM_METRICS = 10;
const QUERY_ID = /^[a-z][a-zA-Z0-9_]*$/;

export interface ExpressionAlarmProps extends AlarmBehaviour {
  /** Metrics by the name that the expression uses: a lower-case letter, then letters, digits and `_`. One period for all. */
  readonly metrics: { readonly [id: string]: Metric };
  /** Metric math that makes one number of them, such as `100 * failed / total`. */
  readonly expression: string;
  /** What that number is, such as `Failed requests (%)`. */
  readonly label: string;
}

/** An alarm on a number computed from several metrics; it tells its topic of every change, as {@link Alarm} does. */
export class ExpressionAlarm extends Construct {
  readonly alarmArn: string;
  readonly alarmName: string;

  /** @throws Error when CloudWatch would refuse the metrics' names, number, periods or statistics */
  constructor(scope: Construct, id: string, props: ExpressionAlarmProps) {
    super(scope, id);
    requireMetrics(this, props);
    const alarm = new CloudwatchMetricAlarm(this, "Resource", {
      ...behaviourOf(props),
      metricQuery: [
        { id: "result", expression: props.expression, label: props.label, returnData: true },
        ...Object.entries(props.metrics).map(([queryId, metric]) => queryOf(queryId, metric)),
      ],
    });
    this.alarmArn = alarm.arn;
    this.alarmName = alarm.alarmName;
  }
}

function queryOf(id: string, metric: Metric) {
  return {
    id,
    returnData: false,
    metric: {
      namespace: metric.namespace,
      metricName: metric.metricName,
      dimensions: metric.dimensions,
      stat: metric.statistic,
      period: metric.periodSeconds,
    },
  };
}

function requireMetrics(alarm: ExpressionAlarm, props: ExpressionAlarmProps): void {
  const ids = Object.keys(props.metrics);
  const metrics = Object.values(props.metrics);
  for (const metric of metrics) requireValid(alarm, props, metric);
  const periods = [...new Set(metrics.map(({ periodSeconds }) => periodSeconds))];
  const badId = ids.find((id) => !QUERY_ID.test(id) || id === "result");
  const problem = [
    (ids.length < 1 || ids.length > MAXIMUM_METRICS) &&
      `metrics has ${ids.length} entries; allowed are 1-${MAXIMUM_METRICS}`,
    badId !== undefined &&
      `metrics has the name "${badId}"; allowed are letters, digits and "_" after a lower-case letter, and not "result"`,
    periods.length > 1 && `metrics have the periods ${periods.join(", ")}; allowed is one period for all`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${alarm.node.path}] ${problem}. Change it in the alarm's properties.`);
}
