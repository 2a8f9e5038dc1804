import type { Metric } from "./alarm-behaviour";

/** One line of a graph. */
export interface PlottedMetric extends Omit<Metric, "periodSeconds"> {
  readonly label: string;
}

/** One line of a graph, computed from metrics that are not shown themselves. */
export interface PlottedExpression {
  /** Metric math over the metrics' names, such as `100 * hits / (hits + misses)`. */
  readonly expression: string;
  /** By the name that the expression uses: a lower-case letter, then letters, digits and `_`. No other line of the graph has it. */
  readonly metrics: { readonly [id: string]: Omit<PlottedMetric, "label"> };
  readonly label: string;
}

/** What a dashboard shows, before it has a place. */
export interface Widget {
  readonly type: "metric" | "alarm" | "log";
  readonly properties: { readonly [name: string]: unknown };
}

const QUERY_ID = /^[a-z][a-zA-Z0-9_]*$/;

/**
 * A graph of metrics and of what is computed from them.
 *
 * @param periodSeconds between two points: 1, 5, 10, 30 or a multiple of 60 @default 300
 * @throws Error when CloudWatch would not draw it
 */
export function graph(
  title: string,
  region: string,
  lines: readonly (PlottedMetric | PlottedExpression)[],
  periodSeconds = 300,
): Widget {
  requireGraph(title, lines, periodSeconds);
  return {
    type: "metric",
    properties: { title, region, view: "timeSeries", period: periodSeconds, metrics: lines.flatMap(plotted) },
  };
}

/** Lines of one resource's metrics, which are found under its dimensions. */
export function metricsOf(namespace: string, dimensions: PlottedMetric["dimensions"]) {
  return (metricName: string, statistic: PlottedMetric["statistic"], label: string): PlottedMetric => ({
    namespace,
    dimensions,
    metricName,
    statistic,
    label,
  });
}

/** The state of alarms: at most 100. */
export function alarmStates(title: string, alarmArns: readonly string[]): Widget {
  return { type: "alarm", properties: { title, alarms: alarmArns } };
}

/** The answer of a Logs Insights query over log groups. */
export function logTable(title: string, region: string, logGroupNames: readonly string[], query: string): Widget {
  const sources = logGroupNames.map((name) => `SOURCE '${name}'`);
  return { type: "log", properties: { title, region, view: "table", query: [...sources, query].join(" | ") } };
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metrics-Array-Format */
function plotted(line: PlottedMetric | PlottedExpression): unknown[] {
  if (!("expression" in line)) return [metricArray(line, { stat: line.statistic, label: line.label })];
  const hidden = Object.entries(line.metrics).map(([id, metric]) =>
    metricArray(metric, { stat: metric.statistic, id, visible: false }),
  );
  return [[{ expression: line.expression, label: line.label }], ...hidden];
}

function metricArray({ namespace, metricName, dimensions }: Omit<PlottedMetric, "label">, rendering: object) {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), rendering];
}

function requireGraph(
  title: string,
  lines: readonly (PlottedMetric | PlottedExpression)[],
  periodSeconds: number,
): void {
  const ids = lines.flatMap((line) => ("expression" in line ? Object.keys(line.metrics) : []));
  const badId = ids.find((id) => !QUERY_ID.test(id));
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  const isPeriod = [1, 5, 10, 30].includes(periodSeconds) || (periodSeconds > 0 && periodSeconds % 60 === 0);
  const problem = [
    !isPeriod && `periodSeconds is ${periodSeconds}; allowed are 1, 5, 10, 30 and multiples of 60`,
    badId !== undefined &&
      `metrics has the name "${badId}"; allowed are letters, digits and "_" after a lower-case letter`,
    repeated !== undefined && `metrics has the name "${repeated}" twice; allowed is each once in a graph`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[graph "${title}"] ${problem}. Change it in the graph.`);
}
