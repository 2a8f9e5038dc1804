import type { AuroraClusterProps } from "../../../src/constructs/data-stores/aurora-props";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { Block } from "../../support/synthesize";
import { synthesizeCluster } from "./sample-cluster";

const TYPE = "aws_cloudwatch_metric_alarm";

function alarms(props: Partial<AuroraClusterProps> = {}): { readonly [id: string]: Block } {
  return synthesizeCluster(props, (database, stack) => {
    database.watch(new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] }));
  }).every(TYPE);
}

const ofCluster = { DBClusterIdentifier: "${aws_rds_cluster.database.cluster_identifier}" };

describe("the alarms of an AuroraCluster", () => {
  const all = alarms();

  it("are the five documented ones, named after the cluster", () => {
    expect(Object.fromEntries(Object.entries(all).map(([id, alarm]) => [id, alarm.alarm_name as string]))).toEqual({
      database_alarms_cpu_high: "sample-dev-aurora-cpu-high",
      database_alarms_capacity_high: "sample-dev-aurora-capacity-high",
      database_alarms_connections_high: "sample-dev-aurora-connections-high",
      database_alarms_memory_low: "sample-dev-aurora-memory-low",
      database_alarms_writer_restarted: "sample-dev-aurora-writer-restarted",
    });
  });

  it("watch metrics of RDS and send every change to the topic", () => {
    for (const alarm of Object.values(all)) {
      expect(alarm).toMatchObject({
        namespace: "AWS/RDS",
        alarm_actions: ["${aws_sns_topic.alarms.arn}"],
        insufficient_data_actions: ["${aws_sns_topic.alarms.arn}"],
      });
    }
  });

  it.each([
    ["cpu_high", "CPUUtilization", "Average", "GreaterThanOrEqualToThreshold", 80, 3, ofCluster],
    ["capacity_high", "ACUUtilization", "Average", "GreaterThanOrEqualToThreshold", 90, 3, ofCluster],
    [
      "connections_high",
      "DatabaseConnections",
      "Maximum",
      "GreaterThanOrEqualToThreshold",
      658,
      2,
      { ...ofCluster, Role: "WRITER" },
    ],
    ["memory_low", "FreeableMemory", "Minimum", "LessThanThreshold", 134217728, 3, ofCluster],
  ])(
    "include %s: %s, %s, %s %d in %d periods of 5 minutes",
    (id, metric, statistic, operator, threshold, periods, whose) => {
      expect(all[`database_alarms_${id}`]).toMatchObject({
        metric_name: metric,
        statistic,
        comparison_operator: operator,
        threshold,
        period: 300,
        evaluation_periods: periods,
        datapoints_to_alarm: periods,
        treat_missing_data: "notBreaching",
      });
      expect(all[`database_alarms_${id}`]?.dimensions).toEqual(whose);
    },
  );

  it("take a first instance that was up for less than 5 minutes, or says nothing, for an outage", () => {
    const restarted = all.database_alarms_writer_restarted;
    expect(restarted).toMatchObject({
      metric_name: "EngineUptime",
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 300,
      period: 60,
      evaluation_periods: 3,
      datapoints_to_alarm: 2,
      treat_missing_data: "breaching",
    });
    expect(restarted?.dimensions).toEqual({
      DBInstanceIdentifier: "${aws_rds_cluster_instance.database_a.identifier}",
    });
  });

  it.each([
    [0.5, 1, 189],
    [0.5, 4, 823],
    [0.5, 8, 1669],
    [0.5, 64, 2000],
    [0, 64, 2000],
    [1, 16, 3360],
    [1, 64, 5000],
  ])("with %d to %d ACU fire at 80 %% of the %d connections that AWS allows", (minAcu, maxAcu, connections) => {
    const { threshold } = alarms({ minAcu, maxAcu }).database_alarms_connections_high!;
    expect(threshold).toBe(Math.floor(connections * 0.8));
  });

  it("say in each message what to do", () => {
    for (const alarm of Object.values(all)) expect(alarm.alarm_description).toMatch(/\. (Look|Raise) .+\.$/);
  });

  it("exist only for a cluster that is watched", () => {
    synthesizeCluster().none(TYPE);
  });
});
