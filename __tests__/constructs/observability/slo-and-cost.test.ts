import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { CostAlarm } from "../../../src/constructs/observability/cost-alarm";
import { Dashboard } from "../../../src/constructs/observability/dashboard";
import { SloAlarms } from "../../../src/constructs/observability/slo-alarms";
import { alarmStates, graph, logTable, type Widget } from "../../../src/constructs/observability/widgets";
import { synthesize, testSettings, type Block } from "../../support/synthesize";

function cost(monthlyBudgetUsd: number, region = "us-east-1"): Block {
  return synthesize(
    (stack) => {
      const topic = new AlarmTopic(stack, "alarms", { name: "sample", keyArn: "arn:key", subscribers: [] });
      new CostAlarm(stack, "cost", { name: "sample-cost", topic, monthlyBudgetUsd });
    },
    { ...testSettings, region },
  ).at("aws_cloudwatch_metric_alarm.cost");
}

function dashboard(name: string, widgets: readonly Widget[]): Block {
  return synthesize((stack) => void new Dashboard(stack, "dashboard", { name, widgets })).only(
    "aws_cloudwatch_dashboard",
  );
}

describe("CostAlarm", () => {
  it("tells when the month's charges pass the budget", () => {
    expect(cost(600)).toMatchObject({ namespace: "AWS/Billing", threshold: 600, dimensions: { Currency: "USD" } });
  });

  it.each([0, -1, Number.NaN])("refuses a budget of %d", (budget) => {
    expect(() => cost(budget)).toThrow(`monthlyBudgetUsd is ${budget}; allowed is more than 0`);
  });

  it("refuses a region in which AWS reports no charges", () => {
    expect(() => cost(600, "us-west-2")).toThrow("region is us-west-2; allowed is us-east-1");
  });
});

describe("SloAlarms", () => {
  it("watch failed requests in percent and the 95th percentile in milliseconds", () => {
    const stack = synthesize((scope) => {
      const topic = new AlarmTopic(scope, "alarms", { name: "sample", keyArn: "arn:key", subscribers: [] });
      new SloAlarms(scope, "slo", { topic, name: "sample", loadBalancerArnSuffix: "app/sample/1" });
    });
    expect(stack.at("aws_cloudwatch_metric_alarm.slo_error_rate").threshold).toBe(1);
    expect(stack.at("aws_cloudwatch_metric_alarm.slo_response_time").threshold).toBe(500);
  });
});

describe("Dashboard", () => {
  it("places two widgets a row", () => {
    const widgets = [alarmStates("a", []), alarmStates("b", []), alarmStates("c", [])];
    const body = JSON.parse(dashboard("sample", widgets).dashboard_body as string) as { widgets: Block[] };
    expect(body.widgets.map(({ x, y }) => [x as number, y as number])).toEqual([
      [0, 0],
      [12, 0],
      [0, 6],
    ]);
  });

  it("plots metrics and asks log groups", () => {
    const metric = {
      namespace: "AWS/RDS",
      metricName: "CPUUtilization",
      dimensions: { A: "b" },
      statistic: "p95",
    } as const;
    expect(graph("CPU", "us-east-1", [{ ...metric, label: "CPU" }]).properties.metrics).toEqual([
      ["AWS/RDS", "CPUUtilization", "A", "b", { stat: "p95", label: "CPU" }],
    ]);
    expect(logTable("Log", "us-east-1", ["/a"], "limit 1").properties.query).toBe("SOURCE '/a' | limit 1");
  });

  it("refuses names and sizes that CloudWatch refuses", () => {
    expect(() => dashboard("two words", [alarmStates("a", [])])).toThrow('name is "two words"');
    expect(() => dashboard("sample", [])).toThrow("widgets has 0 entries; allowed are 1-500");
  });
});
