import type { Metric } from "../../../src/constructs/observability/alarm-behaviour";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { ExpressionAlarm, type ExpressionAlarmProps } from "../../../src/constructs/observability/expression-alarm";
import { synthesize, type Block } from "../../support/synthesize";

function requests(metricName: string, changes: Partial<Metric> = {}): Metric {
  return {
    namespace: "AWS/ApplicationELB",
    metricName,
    dimensions: { LoadBalancer: "app/sample/1" },
    statistic: "Sum",
    periodSeconds: 300,
    ...changes,
  };
}

function alarm(changes: Partial<ExpressionAlarmProps> = {}): Block {
  return synthesize((stack) => {
    const topic = new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] });
    const { alarmArn, alarmName } = new ExpressionAlarm(stack, "errors", {
      name: "sample-dev-errors",
      description: "Requests fail. Read the service's log.",
      topic,
      metrics: { failed: requests("HTTPCode_Target_5XX_Count"), total: requests("RequestCount") },
      expression: "100 * failed / total",
      label: "Failed requests (%)",
      comparison: ">",
      threshold: 1,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      missingData: "notBreaching",
      ...changes,
    });
    stack.output("alarm", { alarmArn, alarmName }, { description: "The alarm" });
  }).at("aws_cloudwatch_metric_alarm.errors");
}

describe("ExpressionAlarm", () => {
  it("watches the result of the expression and nothing else", () => {
    const source = (id: string, metricName: string) => ({
      id,
      return_data: false,
      metric: {
        namespace: "AWS/ApplicationELB",
        metric_name: metricName,
        dimensions: { LoadBalancer: "app/sample/1" },
        stat: "Sum",
        period: 300,
      },
    });
    expect(alarm().metric_query).toEqual([
      { id: "result", expression: "100 * failed / total", label: "Failed requests (%)", return_data: true },
      source("failed", "HTTPCode_Target_5XX_Count"),
      source("total", "RequestCount"),
    ]);
  });

  it("behaves as every alarm does", () => {
    const toTopic = ["${aws_sns_topic.alarms.arn}"];
    expect(alarm()).toMatchObject({
      alarm_name: "sample-dev-errors",
      comparison_operator: "GreaterThanThreshold",
      threshold: 1,
      evaluation_periods: 3,
      datapoints_to_alarm: 2,
      treat_missing_data: "notBreaching",
      actions_enabled: true,
      alarm_actions: toTopic,
      ok_actions: toTopic,
      insufficient_data_actions: toTopic,
    });
  });

  it("takes percentiles of a metric", () => {
    const metrics = { p95: requests("TargetResponseTime", { statistic: "p95" }) };
    expect(alarm({ metrics, expression: "p95 * 1000" }).metric_query).toContainEqual(
      expect.objectContaining({ id: "p95", metric: expect.objectContaining({ stat: "p95" }) as unknown }),
    );
  });

  it.each<[string, Partial<ExpressionAlarmProps>, string]>([
    ["no metric", { metrics: {} }, "metrics has 0 entries; allowed are 1-10"],
    [
      "eleven metrics",
      { metrics: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [`m${n}`, requests("RequestCount")])) },
      "metrics has 11 entries; allowed are 1-10",
    ],
    ["a name that CloudWatch refuses", { metrics: { Total: requests("RequestCount") } }, 'the name "Total"'],
    ["the name of the result", { metrics: { result: requests("RequestCount") } }, 'the name "result"'],
    [
      "two periods",
      { metrics: { a: requests("RequestCount"), b: requests("RequestCount", { periodSeconds: 60 }) } },
      "metrics have the periods 300, 60; allowed is one period for all",
    ],
    ["a period of 45 s", { metrics: { a: requests("RequestCount", { periodSeconds: 45 }) } }, "periodSeconds is 45"],
    ["more datapoints than periods", { datapointsToAlarm: 4 }, "datapointsToAlarm is 4; allowed are 1-3"],
  ])("refuses %s", (_, props, message) => {
    expect(() => alarm(props)).toThrow(message);
  });
});
