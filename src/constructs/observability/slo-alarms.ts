import { Construct } from "constructs";
import type { Metric } from "./alarm-behaviour";
import type { AlarmTopic } from "./alarm-topic";
import { ExpressionAlarm } from "./expression-alarm";

export interface SloAlarmsProps {
  readonly topic: AlarmTopic;
  /** Name of the system; the alarms' names start with it. */
  readonly name: string;
  /** ARN suffix of the load balancer, `app/<name>/<id>`. */
  readonly loadBalancerArnSuffix: string;
  /** Requests that may fail, in percent. @default 1 */
  readonly failedPercent?: number;
  /** Time in which 95 % of the requests are answered, in milliseconds. @default 500 */
  readonly p95Millis?: number;
  /** Length of one measurement, a multiple of 60: shorter ones undo a deployment sooner. @default 300 */
  readonly periodSeconds?: number;
  /** How many measurements in a row must be bad. @default 3 */
  readonly evaluationPeriods?: number;
}

/** Tells when the service level that users are promised is missed: failed requests, slow answers. */
export class SloAlarms extends Construct {
  readonly errorRate: ExpressionAlarm;
  readonly responseTime: ExpressionAlarm;

  constructor(scope: Construct, id: string, props: SloAlarmsProps) {
    super(scope, id);
    const { name, topic, failedPercent = 1, p95Millis = 500, periodSeconds = 300, evaluationPeriods = 3 } = props;
    const minutes = (periodSeconds * evaluationPeriods) / 60;
    const time = minutes === 1 ? "a minute" : `${minutes} minutes`;
    const ofBalancer = (metricName: string, statistic: Metric["statistic"]): Metric => ({
      namespace: "AWS/ApplicationELB",
      metricName,
      dimensions: { LoadBalancer: props.loadBalancerArnSuffix },
      statistic,
      periodSeconds,
    });
    const common = { topic, comparison: ">", evaluationPeriods, missingData: "notBreaching" } as const;
    this.errorRate = new ExpressionAlarm(this, "error_rate", {
      ...common,
      name: `${name}-slo-error-rate`,
      description: `More than ${failedPercent} % of the requests fail for ${time}. Look into the logs of the services and their last release.`,
      metrics: {
        target: ofBalancer("HTTPCode_Target_5XX_Count", "Sum"),
        balancer: ofBalancer("HTTPCode_ELB_5XX_Count", "Sum"),
        requests: ofBalancer("RequestCount", "Sum"), // only those that found a target
      },
      // AWS reports no zeros.
      expression: "100 * (FILL(target, 0) + FILL(balancer, 0)) / (FILL(requests, 0) + FILL(balancer, 0))",
      label: "Failed requests (%)",
      threshold: failedPercent,
    });
    this.responseTime = new ExpressionAlarm(this, "response_time", {
      ...common,
      name: `${name}-slo-response-time`,
      description: `One request in twenty takes longer than ${p95Millis} ms, for ${time}. Look for slow statements in Performance Insights and for busy tasks.`,
      metrics: { p95: ofBalancer("TargetResponseTime", "p95") },
      expression: "p95 * 1000", // seconds
      label: "p95 response time (ms)",
      threshold: p95Millis,
    });
  }
}
