import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

const TOPIC = "${aws_sns_topic.alarms.arn}";
const ofCluster = { DBClusterIdentifier: "${aws_rds_cluster.database.cluster_identifier}" };
const every5Minutes = { period: 300, treat_missing_data: "notBreaching" };

describe.each(omnirapeuticDeployments)("the alarms of $name", ({ name, environment }) => {
  const stack = omnirapeuticIn(environment);
  const alarms = Object.values(stack.every("aws_cloudwatch_metric_alarm"));
  const alarm = (what: string) => alarms.find(({ alarm_name }) => alarm_name === `${name}-${what}`);

  it("go to a topic of its own, encrypted with a customer managed key that alarms may use [002-sns-alarm-topic]", () => {
    expect(stack.at("aws_sns_topic.alarms")).toMatchObject({
      name: `${name}-alarms`,
      kms_master_key_id: "${aws_kms_key.keys_logs.arn}",
    });
    expect(stack.at("aws_kms_key.keys_logs").policy).toContain("UsedByCloudWatchAlarms");
  });

  it("each tell the topic of trouble and of missing data [002-flow-alarms-trigger]", () => {
    for (const { alarm_actions, insufficient_data_actions } of alarms) {
      expect([alarm_actions, insufficient_data_actions]).toEqual([[TOPIC], [TOPIC]]);
    }
  });

  it("watch the database by the five documented ones [001-aurora-cloudwatch-monitoring] [002-alarms-aurora-count]", () => {
    const names = alarms
      .filter(({ namespace }) => namespace === "AWS/RDS")
      .map(({ alarm_name }) => alarm_name as string);
    expect(names.sort()).toEqual(
      ["capacity-high", "connections-high", "cpu-high", "memory-low", "writer-restarted"].map(
        (what) => `${name}-aurora-${what}`,
      ),
    );
  });

  it("tell when the database's CPU stays busy [002-alarm-aurora-cpu-high]", () => {
    expect(alarm("aurora-cpu-high")).toMatchObject({
      ...every5Minutes,
      namespace: "AWS/RDS",
      metric_name: "CPUUtilization",
      statistic: "Average",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 80,
      evaluation_periods: 3,
      dimensions: ofCluster,
    });
  });

  it("tell when the database soon cannot scale further [002-alarm-aurora-capacity-high]", () => {
    expect(alarm("aurora-capacity-high")).toMatchObject({
      ...every5Minutes,
      namespace: "AWS/RDS",
      metric_name: "ACUUtilization",
      statistic: "Average",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: 90,
      evaluation_periods: 3,
      dimensions: ofCluster,
    });
  });

  it("tell when the writer's connections run out, at 80 % of what its capacity allows [002-alarm-aurora-connections-high]", () => {
    expect(alarm("aurora-connections-high")).toMatchObject({
      ...every5Minutes,
      namespace: "AWS/RDS",
      metric_name: "DatabaseConnections",
      statistic: "Maximum",
      comparison_operator: "GreaterThanOrEqualToThreshold",
      threshold: environment === "production" ? 658 : 151,
      evaluation_periods: 2,
      dimensions: { ...ofCluster, Role: "WRITER" },
    });
  });

  it("tell when memory runs out even at full capacity [002-alarm-aurora-memory-low]", () => {
    expect(alarm("aurora-memory-low")).toMatchObject({
      ...every5Minutes,
      namespace: "AWS/RDS",
      metric_name: "FreeableMemory",
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 134217728,
      evaluation_periods: 3,
      dimensions: ofCluster,
    });
  });

  it("tell when the first instance is down or has restarted [002-alarm-aurora-writer-restarted]", () => {
    expect(alarm("aurora-writer-restarted")).toMatchObject({
      namespace: "AWS/RDS",
      metric_name: "EngineUptime",
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 300,
      period: 60,
      evaluation_periods: 3,
      datapoints_to_alarm: 2,
      treat_missing_data: "breaching",
      dimensions: { DBInstanceIdentifier: "${aws_rds_cluster_instance.database_a.identifier}" },
    });
  });
});
