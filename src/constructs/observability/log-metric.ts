import { CloudwatchLogMetricFilter } from "@cdktf/provider-aws/lib/cloudwatch-log-metric-filter";
import { Construct } from "constructs";
import type { Metric } from "./alarm-behaviour";
import type { EncryptedLogGroup } from "./encrypted-log-group";

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
export type MetricUnit = "Bytes" | "Count" | "Milliseconds" | "None" | "Percent" | "Seconds";

export interface LogMetricProps {
  /** Of the filter, unique in its log group, such as `itrack-production-items-created`: 1-512 characters without `:` and `*`. */
  readonly name: string;
  readonly logGroup: EncryptedLogGroup;
  /**
   * Which events count, in CloudWatch Logs' own language, up to 1024 characters, such as `{ $.event = "item_created" }`.
   *
   * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
   */
  readonly pattern: string;
  /** Such as `itrack-production`: 1-255 characters without `:`, `*` and `$`, and not `AWS/…`. */
  readonly namespace: string;
  /** Such as `ItemsCreated`: 1-255 characters without `:`, `*` and `$`. */
  readonly metricName: string;
  /** What one event adds: a number, or a field of the event such as `$.durationMs`. @default "1" */
  readonly value?: string;
  /** @default "Count" */
  readonly unit?: MetricUnit;
}

/**
 * A metric of our own, measured from what a log group receives: how much the product is used, or what it costs. Events that
 * do not fit count as 0, so that a metric that stops means a log that stopped. 164.312(b)
 */
export class LogMetric extends Construct {
  /** For graphs and alarms; it has no dimensions, its namespace tells the deployment. */
  readonly metric: Pick<Metric, "namespace" | "metricName" | "dimensions">;

  /** @throws Error when CloudWatch would refuse a name or the value, or a name is AWS's own */
  constructor(scope: Construct, id: string, props: LogMetricProps) {
    super(scope, id);
    requireValid(this, props);
    const { namespace, metricName, value = "1", unit = "Count" } = props;
    new CloudwatchLogMetricFilter(this, "Resource", {
      name: props.name,
      logGroupName: props.logGroup.logGroupName,
      pattern: props.pattern,
      metricTransformation: { namespace, name: metricName, value, unit, defaultValue: "0" },
    });
    this.metric = { namespace, metricName, dimensions: {} };
  }
}

function requireValid(metric: LogMetric, props: LogMetricProps): void {
  const { name, pattern, namespace, metricName, value = "1" } = props;
  const named = /^[^:*$]{1,255}$/;
  const problem = [
    !/^[^:*]{1,512}$/.test(name) && `name is "${name}"; allowed are 1-512 characters without : and *`,
    (pattern.trim() === "" || pattern.length > 1024) &&
      `pattern is "${pattern}"; allowed are 1-1024 characters: an empty one would count every event`,
    (!named.test(namespace) || namespace.startsWith("AWS/")) &&
      `namespace is "${namespace}"; allowed are 1-255 characters without :, * and $, and not AWS/…`,
    !named.test(metricName) && `metricName is "${metricName}"; allowed are 1-255 characters without :, * and $`,
    !/^(\d+(\.\d+)?|\$[\w.[\]]+)$/.test(value) &&
      `value is "${value}"; allowed are a number and a field of the event such as $.durationMs`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${metric.node.path}] ${problem}. Change it in the metric's properties.`);
}
