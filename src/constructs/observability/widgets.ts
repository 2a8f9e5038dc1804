import type { Metric } from "./alarm-behaviour";

/** One line of a graph. */
export interface PlottedMetric extends Omit<Metric, "periodSeconds"> {
  readonly label: string;
}

/** What a dashboard shows, before it has a place. */
export interface Widget {
  readonly type: "metric" | "alarm" | "log";
  readonly properties: { readonly [name: string]: unknown };
}

/** A graph of metrics, one point every five minutes. */
export function graph(title: string, region: string, metrics: readonly PlottedMetric[]): Widget {
  return {
    type: "metric",
    properties: {
      title,
      region,
      view: "timeSeries",
      period: 300,
      metrics: metrics.map(({ namespace, metricName, dimensions, statistic, label }) => [
        namespace,
        metricName,
        ...Object.entries(dimensions).flat(),
        { stat: statistic, label },
      ]),
    },
  };
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
