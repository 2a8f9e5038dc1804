import { EncryptedLogGroup } from "../../../src/constructs/observability/encrypted-log-group";
import { LogMetric, type LogMetricProps } from "../../../src/constructs/observability/log-metric";
import { graph } from "../../../src/constructs/observability/widgets";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize } from "../../support/synthesize";

const TYPE = "aws_cloudwatch_log_metric_filter";

function logMetric(
  props: Partial<LogMetricProps> = {},
  use: (metric: LogMetric, stack: SystemStack) => void = () => {},
) {
  return synthesize((stack) => {
    const logGroup = new EncryptedLogGroup(stack, "logs", {
      name: "/ecs/sample",
      retentionDays: 365,
      keyArn: "arn:key",
      dataClass: "phi",
      protection: { kept: true },
    });
    const metric = new LogMetric(stack, "created", {
      name: "sample-dev-items-created",
      logGroup,
      pattern: '{ $.event = "item_created" }',
      namespace: "sample-dev",
      metricName: "ItemsCreated",
      ...props,
    });
    use(metric, stack);
  });
}

describe("LogMetric", () => {
  it("counts the events of a log group that fit, and 0 for the others [003-custom-metrics]", () => {
    expect(logMetric().only(TYPE)).toEqual({
      "//": expect.anything() as unknown,
      name: "sample-dev-items-created",
      log_group_name: "${aws_cloudwatch_log_group.logs.name}",
      pattern: '{ $.event = "item_created" }',
      metric_transformation: {
        namespace: "sample-dev",
        name: "ItemsCreated",
        value: "1",
        unit: "Count",
        default_value: "0",
      },
    });
  });

  it("adds up what the events say, in their unit", () => {
    const measured = { value: "$.durationMs", unit: "Milliseconds" } as const;
    expect(logMetric(measured).only(TYPE).metric_transformation).toMatchObject(measured);
  });

  it("is drawn on a dashboard like any other metric [003-custom-metrics]", () => {
    logMetric({}, ({ metric }) => {
      const drawn = graph("Use", "us-east-1", [{ ...metric, statistic: "Sum", label: "Items created" }]);
      expect(drawn.properties.metrics).toEqual([
        ["sample-dev", "ItemsCreated", { stat: "Sum", label: "Items created" }],
      ]);
    });
  });

  it.each<[Partial<LogMetricProps>, string]>([
    [{ name: "a:b" }, 'name is "a:b"; allowed are 1-512 characters'],
    [{ pattern: " " }, "an empty one would count every event"],
    [{ pattern: "x".repeat(1025) }, "allowed are 1-1024 characters"],
    [{ namespace: "AWS/ECS" }, 'namespace is "AWS/ECS"; allowed are'],
    [{ namespace: "" }, 'namespace is ""'],
    [{ metricName: "a*" }, 'metricName is "a*"'],
    [{ value: "durationMs" }, 'value is "durationMs"; allowed are a number and a field'],
  ])("refuses %j", (props, message) => {
    expect(() => logMetric(props)).toThrow(message);
  });
});
