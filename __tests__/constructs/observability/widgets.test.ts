import { graph, type PlottedMetric } from "../../../src/constructs/observability/widgets";

const ofNode = (metricName: string) => ({
  namespace: "AWS/ElastiCache",
  metricName,
  dimensions: { CacheClusterId: "sample-001" },
  statistic: "Sum" as const,
});
const hitRate = {
  expression: "100 * hits / (hits + misses)",
  metrics: { hits: ofNode("CacheHits"), misses: ofNode("CacheMisses") },
  label: "Hit rate (%)",
};

describe("a graph", () => {
  it("has a point every five minutes, or as often as asked: every minute [000-dashboard-real-time]", () => {
    expect(graph("Hits", "us-east-1", []).properties.period).toBe(300);
    expect(graph("Hits", "us-east-1", [], 60).properties.period).toBe(60);
  });

  it("shows percentiles", () => {
    const latency = (statistic: PlottedMetric["statistic"]) => ({
      namespace: "AWS/ApplicationELB",
      metricName: "TargetResponseTime",
      dimensions: { LoadBalancer: "app/sample/1" },
      statistic,
      label: statistic,
    });
    const { metrics } = graph("Latency", "us-east-1", (["p50", "p95", "p99"] as const).map(latency)).properties;
    expect((metrics as unknown[][]).map((line) => line.at(-1))).toEqual(
      ["p50", "p95", "p99"].map((stat) => ({ stat, label: stat })),
    );
  });

  it("computes lines from metrics that it does not show", () => {
    expect(
      graph("Redis", "us-east-1", [hitRate, { ...ofNode("Evictions"), label: "Evictions" }]).properties.metrics,
    ).toEqual([
      [{ expression: "100 * hits / (hits + misses)", label: "Hit rate (%)" }],
      ["AWS/ElastiCache", "CacheHits", "CacheClusterId", "sample-001", { stat: "Sum", id: "hits", visible: false }],
      ["AWS/ElastiCache", "CacheMisses", "CacheClusterId", "sample-001", { stat: "Sum", id: "misses", visible: false }],
      ["AWS/ElastiCache", "Evictions", "CacheClusterId", "sample-001", { stat: "Sum", label: "Evictions" }],
    ]);
  });

  it.each([
    [
      "a period that CloudWatch lacks",
      [hitRate],
      90,
      "periodSeconds is 90; allowed are 1, 5, 10, 30 and multiples of 60",
    ],
    ["no period", [hitRate], 0, "periodSeconds is 0"],
    [
      "a metric's name in capitals",
      [{ ...hitRate, metrics: { Hits: ofNode("CacheHits") } }],
      60,
      'metrics has the name "Hits"',
    ],
    [
      "one name for two metrics",
      [hitRate, hitRate],
      60,
      'metrics has the name "hits" twice; allowed is each once in a graph',
    ],
  ])("refuses %s", (_, lines, period, message) => {
    expect(() => graph("Redis", "us-east-1", lines, period)).toThrow(`[graph "Redis"] ${message}`);
  });
});
