import { environments, itrackIn } from "../support/itrack";
import type { Block } from "../support/synthesize";

describe.each(environments)("the dashboard of iTrack in $environment", ({ environment, prefix }) => {
  const stack = itrackIn(environment);
  const dashboard = stack.only("aws_cloudwatch_dashboard");
  const { widgets } = JSON.parse(dashboard.dashboard_body as string) as { widgets: Block[] };
  const lines = widgets
    .filter(({ type }) => type === "metric")
    .flatMap(({ properties }) => (properties as Block).metrics as unknown[][])
    .map((line) => `${String(line[0])} ${String(line[1])}`);

  it("carries the environment's name [003-dashboard-exists]", () => {
    expect(dashboard.dashboard_name).toBe(prefix);
  });

  it.each([
    ["CPU of the services", "AWS/ECS CPUUtilization", "[003-widget-ecs-cpu]"],
    ["their memory", "AWS/ECS MemoryUtilization", "[003-widget-ecs-memory]"],
    ["their tasks", "ECS/ContainerInsights RunningTaskCount", "[003-widget-ecs-tasks]"],
    ["connections to the database", "AWS/RDS DatabaseConnections", "[003-widget-rds-connections]"],
    ["CPU of the database", "AWS/RDS CPUUtilization", "[003-widget-rds-cpu]"],
    ["its free storage", "AWS/RDS FreeStorageSpace", "[003-widget-rds-storage]"],
    ["calls of the function", "AWS/Lambda Invocations", "[003-widget-lambda-invocations]"],
    ["its errors", "AWS/Lambda Errors", "[003-widget-lambda-errors]"],
    ["its duration", "AWS/Lambda Duration", "[003-widget-lambda-duration]"],
    ["requests to the API", "AWS/ApiGateway Count", "[003-widget-api-requests]"],
    ["its latency", "AWS/ApiGateway Latency", "[003-widget-api-latency]"],
    ["its 4xx errors", "AWS/ApiGateway 4XXError", "[003-widget-api-errors]"],
    ["its 5xx errors", "AWS/ApiGateway 5XXError", "[003-widget-api-errors]"],
  ])("shows %s", (_what, metric) => {
    expect(lines).toContain(metric);
  });

  it("shows a metric of our own, made from the API's log [003-custom-metrics]", () => {
    const filter = stack.only("aws_cloudwatch_log_metric_filter");
    expect(filter.metric_transformation).toMatchObject({
      name: "ApiBytesSent",
      namespace: `iTrack/${environment}`,
      value: "$.responseLength",
    });
    expect(lines).toContain(`iTrack/${environment} ApiBytesSent`);
  });

  it("shows every alarm, and Container Insights is on for the number of tasks", () => {
    const shown = widgets.find(({ type }) => type === "alarm")!.properties.alarms as string[];
    expect(shown).toHaveLength(Object.keys(stack.every("aws_cloudwatch_metric_alarm")).length);
    expect(JSON.stringify(stack.only("aws_ecs_cluster").setting)).toContain("containerInsights");
  });
});

describe.each(environments)("the alarms of iTrack in $environment", ({ environment, prefix, config }) => {
  const stack = itrackIn(environment);
  const alarms = Object.values(stack.every("aws_cloudwatch_metric_alarm"));
  const on = (namespace: string, metric: string, dimensions: object = {}) =>
    alarms.filter(
      (alarm) =>
        alarm.namespace === namespace &&
        alarm.metric_name === metric &&
        Object.entries(dimensions).every(([name, value]) => String(alarm.dimensions[name]).includes(String(value))),
    );

  it.each(["backend", "frontend"])(
    "tell of high CPU and memory of %s [003-alarm-ecs-cpu] [003-alarm-ecs-memory]",
    (service) => {
      for (const metric of ["CPUUtilization", "MemoryUtilization"]) {
        expect(on("AWS/ECS", metric, { ServiceName: service })).toHaveLength(1);
      }
    },
  );

  it.each([
    ["high CPU", "CPUUtilization", "GreaterThan", "[003-alarm-rds-cpu]"],
    ["little memory", "FreeableMemory", "LessThan", "[003-alarm-rds-memory]"],
    ["many connections", "DatabaseConnections", "GreaterThan", "[003-alarm-db-connections]"],
  ])("tell of %s of the database", (_what, metric, comparison) => {
    const [alarm, ...others] = on("AWS/RDS", metric);
    expect(others).toEqual([]);
    expect(alarm!.comparison_operator).toMatch(comparison);
    expect(alarm!.threshold).toBeGreaterThan(0);
  });

  it("tell of errors and throttles of the function [003-alarm-lambda-errors]", () => {
    for (const metric of ["Errors", "Throttles"]) {
      expect(on("AWS/Lambda", metric, { FunctionName: "handler" })).toHaveLength(1);
    }
  });

  it("tell of 5xx answers and slow ones of the API [003-alarm-api-5xx]", () => {
    expect(on("AWS/ApiGateway", "5XXError")).toHaveLength(1);
    expect(on("AWS/ApiGateway", "Latency")).toHaveLength(1);
  });

  it("tell of backups that failed [003-alarm-backup-failed]", () => {
    const failed = alarms.filter(
      ({ namespace, metric_name }) => namespace === "AWS/Backup" && /Failed/.test(metric_name as string),
    );
    const events = JSON.stringify(stack.json.resource.aws_cloudwatch_event_rule ?? {});
    expect(failed.length > 0 || /aws\.backup/.test(events)).toBe(true);
  });

  it("reach a topic, also when they see nothing [003-alarm-actions]", () => {
    const topics = ["critical", "notices"].map((id) => `\${aws_sns_topic.${id}.arn}`);
    for (const { alarm_name, alarm_actions, insufficient_data_actions } of alarms) {
      expect({ alarm_name, known: topics.includes((alarm_actions as string[])[0]!) }).toEqual({
        alarm_name,
        known: true,
      });
      expect(insufficient_data_actions).toEqual(alarm_actions);
    }
  });

  it("have a topic for what is critical apart from the rest, both encrypted [003-sns-critical]", () => {
    const topics = ["critical", "notices"].map((id) => stack.at(`aws_sns_topic.${id}`));
    expect(topics.map(({ name }) => name as string)).toEqual([`${prefix}-critical`, `${prefix}-notices`]);
    for (const { kms_master_key_id } of topics) expect(kms_master_key_id).toBe("${aws_kms_key.keys_logs.arn}");
    const key = stack.at("aws_kms_key.keys_logs").policy as string;
    for (const sender of ["cloudwatch.amazonaws.com", "events.amazonaws.com", "budgets.amazonaws.com"]) {
      expect(key).toContain(sender);
    }
  });

  it("are mailed to whom the configuration names [003-sns-email]", () => {
    const mails = Object.values(stack.every("aws_sns_topic_subscription"));
    expect(mails.map(({ protocol, endpoint }) => [protocol, endpoint])).toEqual(
      ["critical", "notices"].flatMap(() => config.alarms.subscribers.map(({ address }) => ["email", address])),
    );
  });

  it("reach chat and PagerDuty by an endpoint of the configuration, whose key is in no file [003-sns-chat-secret]", () => {
    expect(JSON.stringify(stack.json)).not.toMatch(/hooks\.slack|events\.pagerduty/);
  });
});

describe.each(environments)("the budget of iTrack in $environment", ({ environment, config }) => {
  const stack = itrackIn(environment);
  const budget = stack.only("aws_budgets_budget");

  it("tells at 80 % spent and when the month is forecast to exceed it [003-budget-alerts]", () => {
    expect(budget).toMatchObject({
      time_unit: "MONTHLY",
      budget_type: "COST",
      limit_amount: String(config.alarms.monthlyBudgetUsd),
    });
    const notices = (budget.notification as Block[]).map(({ threshold, notification_type }) => [
      threshold,
      notification_type,
    ]);
    expect(notices).toEqual([
      [80, "ACTUAL"],
      [100, "FORECASTED"],
    ]);
    for (const { subscriber_sns_topic_arns } of budget.notification as Block[]) {
      expect(subscriber_sns_topic_arns).toEqual(["${aws_sns_topic.notices.arn}"]);
    }
  });

  it("counts what carries the deployment's tags [003-tags-cost-allocation]", () => {
    const tags = stack.json.provider.aws[0].default_tags[0].tags as Record<string, string>;
    expect(tags).toMatchObject({ Project: "itrack", Environment: environment, HIPAA: "true" });
    expect(JSON.stringify(budget.cost_filter)).toContain("user:Project$itrack");
  });
});
