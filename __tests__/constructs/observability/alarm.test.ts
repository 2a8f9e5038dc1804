import { Alarm, type AlarmProps } from "../../../src/constructs/observability/alarm";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { synthesize, type Block } from "../../support/synthesize";

const sample: Omit<AlarmProps, "topic"> = {
  name: "sample-dev-cpu-high",
  description: "The CPU is busy. Look for what keeps it busy.",
  namespace: "AWS/RDS",
  metricName: "CPUUtilization",
  dimensions: { DBClusterIdentifier: "sample-dev" },
  statistic: "Average",
  comparison: ">=",
  threshold: 80,
  periodSeconds: 300,
  evaluationPeriods: 3,
  missingData: "notBreaching",
};

function alarm(changes: Partial<AlarmProps> = {}): Block {
  return synthesize((stack) => {
    const topic = new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] });
    const { alarmArn, alarmName } = new Alarm(stack, "cpu_high", { ...sample, topic, ...changes });
    stack.output("alarm", { alarmArn, alarmName }, { description: "The alarm" });
  }).at("aws_cloudwatch_metric_alarm.cpu_high");
}

describe("Alarm", () => {
  it("watches the metric of the given dimensions", () => {
    expect(alarm()).toMatchObject({
      alarm_name: "sample-dev-cpu-high",
      alarm_description: "The CPU is busy. Look for what keeps it busy.",
      namespace: "AWS/RDS",
      metric_name: "CPUUtilization",
      dimensions: { DBClusterIdentifier: "sample-dev" },
      statistic: "Average",
      threshold: 80,
      period: 300,
      evaluation_periods: 3,
    });
  });

  it("tells the topic of trouble, of its end, and when the metric no longer arrives", () => {
    const toTopic = ["${aws_sns_topic.alarms.arn}"];
    expect(alarm()).toMatchObject({
      actions_enabled: true,
      alarm_actions: toTopic,
      ok_actions: toTopic,
      insufficient_data_actions: toTopic,
    });
  });

  it.each([
    [">", "GreaterThanThreshold"],
    [">=", "GreaterThanOrEqualToThreshold"],
    ["<", "LessThanThreshold"],
    ["<=", "LessThanOrEqualToThreshold"],
  ] as const)("compares by %s as CloudWatch's %s", (comparison, operator) => {
    expect(alarm({ comparison }).comparison_operator).toBe(operator);
  });

  it.each(["breaching", "notBreaching"] as const)("takes a missing measurement as %s", (missingData) => {
    expect(alarm({ missingData }).treat_missing_data).toBe(missingData);
  });

  it("takes a percentile as CloudWatch's extended statistic, and lets periods with few measurements pass", () => {
    const percentile = alarm({ statistic: "p95" });
    expect(percentile).toMatchObject({ extended_statistic: "p95", evaluate_low_sample_count_percentiles: "ignore" });
    expect(percentile).not.toHaveProperty("statistic");
    expect(alarm()).not.toHaveProperty("extended_statistic");
  });

  it("waits for every measurement to cross the threshold unless fewer are enough", () => {
    expect(alarm().datapoints_to_alarm).toBe(3);
    expect(alarm({ datapointsToAlarm: 2 }).datapoints_to_alarm).toBe(2);
  });

  it.each<[Partial<AlarmProps>, string]>([
    [{ periodSeconds: 45 }, "periodSeconds is 45; allowed are 10, 30 and multiples of 60"],
    [{ periodSeconds: 0 }, "periodSeconds is 0"],
    [{ evaluationPeriods: 0 }, "evaluationPeriods is 0; allowed are whole numbers from 1"],
    [{ evaluationPeriods: 1.5 }, "evaluationPeriods is 1.5"],
    [{ periodSeconds: 3600, evaluationPeriods: 25 }, "times periodSeconds (3600) make at most 86400"],
    [{ datapointsToAlarm: 4 }, "datapointsToAlarm is 4; allowed are 1-3"],
    [{ datapointsToAlarm: 0 }, "datapointsToAlarm is 0"],
    [{ statistic: "p101" }, "statistic is p101; allowed are percentiles p0-p100"],
  ])("refuses %j", (props, message) => {
    expect(() => alarm(props)).toThrow(message);
  });

  it.each([{ periodSeconds: 10 }, { periodSeconds: 3600, evaluationPeriods: 24 }])("accepts %j", (props) => {
    expect(alarm(props).period).toBe(props.periodSeconds);
  });
});
