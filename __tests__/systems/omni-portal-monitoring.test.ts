import { environments, omniPortalIn } from "../support/omni-portal";
import type { Block } from "../support/synthesize";

describe.each(environments)("the dashboard of OmniPortal in $environment", ({ environment, prefix, inProduction }) => {
  const stack = omniPortalIn(environment);
  const dashboard = stack.only("aws_cloudwatch_dashboard");
  const { widgets } = JSON.parse(dashboard.dashboard_body as string) as { widgets: Block[] };
  const graphs = widgets.filter(({ type }) => type === "metric").map(({ properties }) => properties as Block);
  /** Every line that is drawn: namespace, metric and statistic. */
  const lines = graphs.flatMap(({ metrics }) =>
    (metrics as unknown[][]).map((line) => `${String(line[0])} ${String(line[1])} ${(line.at(-1) as Block).stat}`),
  );

  it("is in us-east-1, and its address an output [000-dashboard-exists] [000-dashboard-url]", () => {
    expect(dashboard.dashboard_name).toBe(prefix);
    expect(graphs.length).toBeGreaterThan(10);
    for (const { region } of graphs) expect(region).toBe("us-east-1");
    expect(stack.output("dashboard_url").value).toBe(
      `https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#dashboards/dashboard/${prefix}`,
    );
  });

  it("has a point a minute [000-dashboard-real-time]", () => {
    for (const { title, period } of graphs) expect({ title, period }).toEqual({ title, period: 60 });
  });

  it.each([
    ["the request rate", ["AWS/ApplicationELB RequestCount Sum"], "[000-widget-request-rate]"],
    [
      "latency at P50, P95 and P99",
      ["p50", "p95", "p99"].map((stat) => `AWS/ApplicationELB TargetResponseTime ${stat}`),
      "[000-widget-latency-percentiles]",
    ],
    ["ECS CPU", ["AWS/ECS CPUUtilization Average"], "[000-widget-ecs-cpu]"],
    ["ECS memory", ["AWS/ECS MemoryUtilization Average"], "[000-widget-ecs-memory]"],
    ["RDS connections", ["AWS/RDS DatabaseConnections Average"], "[000-widget-rds-connections]"],
    [
      "RDS throughput",
      ["AWS/RDS ReadThroughput Average", "AWS/RDS WriteThroughput Average"],
      "[000-widget-rds-throughput]",
    ],
    ["RDS IOPS", ["AWS/RDS ReadIOPS Average", "AWS/RDS WriteIOPS Average"], "[000-widget-rds-iops]"],
    ["the hit rate of Redis", ["AWS/ElastiCache CacheHitRate Average"], "[000-widget-redis-hit-rate]"],
    ["evictions of Redis", ["AWS/ElastiCache Evictions Sum"], "[000-widget-redis-evictions]"],
    [
      "the health of targets",
      ["AWS/ApplicationELB HealthyHostCount Minimum", "AWS/ApplicationELB UnHealthyHostCount Maximum"],
      "[000-widget-alb-target-health]",
    ],
    [
      "5xx errors of load balancer and targets",
      ["AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum", "AWS/ApplicationELB HTTPCode_Target_5XX_Count Sum"],
      "[000-widget-alb-5xx]",
    ],
  ])("shows %s", (_what, metrics) => {
    expect(lines).toEqual(expect.arrayContaining(metrics));
  });

  it("shows the replica beside the database, each node of Redis, and every alarm", () => {
    const labels = graphs.flatMap(({ metrics }) =>
      (metrics as unknown[][]).map((line) => (line.at(-1) as Block).label as string),
    );
    expect(labels.includes("Connections (replica)")).toBe(inProduction);
    expect(labels.includes("Evictions (002)")).toBe(environment !== "dev");
    const states = widgets.find(({ type }) => type === "alarm")!.properties.alarms as string[];
    expect(states).toHaveLength(Object.keys(stack.every("aws_cloudwatch_metric_alarm")).length);
  });
});

describe.each(environments)("the alarms of OmniPortal in $environment", ({ environment, prefix }) => {
  const stack = omniPortalIn(environment);
  const alarms = Object.values(stack.every("aws_cloudwatch_metric_alarm"));
  const on = (namespace: string, metric: string) =>
    alarms.filter((alarm) => alarm.namespace === namespace && alarm.metric_name === metric);
  const databases = Object.keys(stack.every("aws_db_instance")).length;
  const nodes = stack.only("aws_elasticache_replication_group").num_cache_clusters as number;
  const topic = "${aws_sns_topic.alarms.arn}";

  it("tell one encrypted topic about trouble and about blindness [000-module-monitoring-alarms] [000-alert-topic] [000-alert-error-rate] [000-alert-latency]", () => {
    for (const { alarm_name, alarm_actions, insufficient_data_actions } of alarms) {
      expect({ alarm_name, alarm_actions, insufficient_data_actions }).toEqual({
        alarm_name,
        alarm_actions: [topic],
        insufficient_data_actions: [topic],
      });
    }
    expect(stack.at("aws_sns_topic.alarms")).toMatchObject({
      name: `${prefix}-alerts`,
      kms_master_key_id: "${aws_kms_key.keys_cloudwatch.arn}",
    });
    expect(stack.at("aws_kms_key.keys_cloudwatch").policy).toContain("UsedByCloudWatchAlarms");
  });

  it("reach the address of whoever is on call [000-alert-topic-subscribed] [000-support-on-call]", () => {
    expect(stack.only("aws_sns_topic_subscription")).toMatchObject({
      protocol: "email",
      endpoint: "oncall@example.com",
      topic_arn: topic,
    });
  });

  it("watch CPU of the service, each database and each node of Redis [000-alarms-cpu] [000-alert-db-cpu-80]", () => {
    expect(on("AWS/ECS", "CPUUtilization").length).toBeGreaterThan(0);
    expect(on("AWS/RDS", "CPUUtilization").map(({ threshold }) => threshold as number)).toEqual(
      Array(databases).fill(80),
    );
    const redis = alarms.filter(
      ({ namespace, metric_name }) => namespace === "AWS/ElastiCache" && /CPUUtilization$/.test(metric_name as string),
    );
    expect(redis.length).toBeGreaterThanOrEqual(nodes);
  });

  it("watch memory of the service, each database and each node of Redis [000-alarms-memory]", () => {
    expect(on("AWS/ECS", "MemoryUtilization").length).toBeGreaterThan(0);
    expect(on("AWS/RDS", "FreeableMemory")).toHaveLength(databases);
    expect(on("AWS/ElastiCache", "DatabaseMemoryUsagePercentage")).toHaveLength(nodes);
  });

  it("watch the disk of each database, in bytes of what was allocated [000-alert-low-disk]", () => {
    const low = on("AWS/RDS", "FreeStorageSpace");
    expect(low).toHaveLength(databases);
    for (const { threshold, comparison_operator } of low) {
      expect(comparison_operator).toBe("LessThanThreshold");
      expect(threshold).toBeGreaterThan(1024 ** 3);
    }
  });

  it("watch the health of every target group [000-alert-unhealthy-targets]", () => {
    const groups = Object.keys(stack.every("aws_lb_target_group"));
    const unhealthy = on("AWS/ApplicationELB", "UnHealthyHostCount");
    expect(unhealthy).toHaveLength(groups.length);
    for (const { threshold, comparison_operator } of unhealthy) {
      expect([comparison_operator, threshold]).toEqual(["GreaterThanThreshold", 0]);
    }
  });

  it("fire above one percent of failed requests, and stay quiet without traffic [000-alarms-error-rate]", () => {
    const alarm = stack.at("aws_cloudwatch_metric_alarm.slo_error_rate");
    const [result] = alarm.metric_query as [Block];
    expect([alarm.comparison_operator, alarm.threshold]).toEqual(["GreaterThanThreshold", 1]);
    expect(result.expression).toMatch(/^100 \* .*target.*\/ .*requests/);
    expect(alarm.treat_missing_data).toBe("notBreaching");
  });

  it("fire when 5 percent of the requests take longer than 500 ms [000-alarms-latency]", () => {
    const alarm = stack.at("aws_cloudwatch_metric_alarm.slo_response_time");
    const [result, p95] = alarm.metric_query as [Block, Block];
    expect(p95.metric).toMatchObject({ metric_name: "TargetResponseTime", stat: "p95" });
    expect([result.expression, alarm.threshold]).toEqual(["p95 * 1000", 500]); // the metric is in seconds
  });

  it("look at a minute at a time where a deployment depends on it", () => {
    const periods = ["slo_error_rate", "slo_response_time"].flatMap((id) =>
      (stack.at(`aws_cloudwatch_metric_alarm.${id}`).metric_query as Block[]).flatMap(({ metric }) =>
        metric ? [(metric as Block).period as number] : [],
      ),
    );
    expect(new Set(periods)).toEqual(new Set([60]));
  });
});

describe("the audit trail of OmniPortal", () => {
  const production = omniPortalIn("production");

  it("records every region, validated and encrypted, into CloudWatch and a locked bucket [000-audit-trail-exists] [000-audit-log-retention]", () => {
    expect(production.only("aws_cloudtrail")).toMatchObject({
      is_multi_region_trail: true,
      enable_log_file_validation: true,
      kms_key_id: "${aws_kms_key.keys_cloudwatch.arn}",
      s3_bucket_name: "${aws_s3_bucket.trail_bucket.bucket}",
    });
    const groups = Object.values(production.every("aws_cloudwatch_log_group"));
    expect(groups.find(({ name }) => name === "/aws/cloudtrail/omni-portal-production")!.retention_in_days).toBe(2557);
    expect(production.every("aws_s3_bucket_object_lock_configuration")).toHaveProperty("trail_bucket_lock");
  });

  it.each(["dev", "staging"])("of production covers %s, which has none of its own", (environment) => {
    omniPortalIn(environment).none("aws_cloudtrail");
  });
});
