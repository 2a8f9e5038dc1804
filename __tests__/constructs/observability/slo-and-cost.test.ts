import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { CostAlarm } from "../../../src/constructs/observability/cost-alarm";
import { Dashboard } from "../../../src/constructs/observability/dashboard";
import { SloAlarms, type SloAlarmsProps } from "../../../src/constructs/observability/slo-alarms";
import { alarmStates, graph, logTable, type Widget } from "../../../src/constructs/observability/widgets";
import { synthesize, testSettings, type Block, type Synthesized } from "../../support/synthesize";

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

const sloAlarms = ["error_rate", "response_time"].map((name) => `aws_cloudwatch_metric_alarm.slo_${name}`);

function slo(props: Partial<SloAlarmsProps> = {}): Synthesized {
  return synthesize((scope) => {
    const topic = new AlarmTopic(scope, "alarms", { name: "sample", keyArn: "arn:key", subscribers: [] });
    new SloAlarms(scope, "slo", { topic, name: "sample", loadBalancerArnSuffix: "app/sample/1", ...props });
  });
}

describe("SloAlarms", () => {
  it("watch failed requests in percent and the 95th percentile in milliseconds [000-alarms-error-rate] [000-alarms-latency]", () => {
    const [errorRate, responseTime] = sloAlarms.map((address) => slo().at(address));
    expect(errorRate).toMatchObject({ threshold: 1, comparison_operator: "GreaterThanThreshold" });
    expect(responseTime).toMatchObject({ threshold: 500, comparison_operator: "GreaterThanThreshold" });
  });

  it("look at 15 minutes, unless they are to be quicker: to undo a deployment [000-rollback-error-rate] [000-rollback-latency]", () => {
    const spans = (stack: Synthesized) =>
      sloAlarms.map((address) => {
        const { evaluation_periods, metric_query, alarm_description } = stack.at(address);
        const measured = (metric_query as Block[]).filter(({ metric }) => metric as boolean);
        const periods = new Set(measured.map(({ metric }) => metric.period as number));
        return [[...periods], evaluation_periods as number, / for ([^.]*)\./.exec(alarm_description as string)?.[1]];
      });
    expect(spans(slo())).toEqual([
      [[300], 3, "15 minutes"],
      [[300], 3, "15 minutes"],
    ]);
    expect(spans(slo({ periodSeconds: 60, evaluationPeriods: 2 }))[0]).toEqual([[60], 2, "2 minutes"]);
    expect(spans(slo({ periodSeconds: 60, evaluationPeriods: 1 }))[1]).toEqual([[60], 1, "a minute"]);
  });

  it("refuse a period that CloudWatch refuses", () => {
    expect(() => slo({ periodSeconds: 90 })).toThrow("periodSeconds is 90; allowed are 10, 30 and multiples of 60");
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

  it("is found in the console of its region [000-dashboard-url]", () => {
    synthesize((stack) => {
      const { consoleUrl } = new Dashboard(stack, "dashboard", { name: "sample", widgets: [alarmStates("a", [])] });
      expect(consoleUrl).toBe(
        "https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/sample",
      );
    });
  });

  it("refuses names and sizes that CloudWatch refuses", () => {
    expect(() => dashboard("two words", [alarmStates("a", [])])).toThrow('name is "two words"');
    expect(() => dashboard("sample", [])).toThrow("widgets has 0 entries; allowed are 1-500");
  });
});
