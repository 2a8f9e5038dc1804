import type { MySqlInstanceProps } from "../../../src/constructs/data-stores/mysql-props";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { Block } from "../../support/synthesize";
import { synthesizeMySql } from "./sample-mysql";

const TYPE = "aws_cloudwatch_metric_alarm";
const GIB = 1024 ** 3;

function alarms(props: Partial<MySqlInstanceProps> = {}): { readonly [id: string]: Block } {
  return synthesizeMySql(props, (database, stack) => {
    database.watch(new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] }));
  }).every(TYPE);
}

describe("the alarms of a MySqlInstance", () => {
  const all = alarms();

  it("are four of the instance and six of a replica, named after them", () => {
    expect(Object.fromEntries(Object.entries(all).map(([id, alarm]) => [id, alarm.alarm_name as string]))).toEqual({
      database_alarms_cpu_high: "sample-dev-mysql-cpu-high",
      database_alarms_memory_low: "sample-dev-mysql-memory-low",
      database_alarms_storage_low: "sample-dev-mysql-storage-low",
      database_alarms_connections_high: "sample-dev-mysql-connections-high",
      database_reader_alarms_cpu_high: "sample-dev-mysql-reader-cpu-high",
      database_reader_alarms_memory_low: "sample-dev-mysql-reader-memory-low",
      database_reader_alarms_storage_low: "sample-dev-mysql-reader-storage-low",
      database_reader_alarms_connections_high: "sample-dev-mysql-reader-connections-high",
      database_reader_alarms_lag_high: "sample-dev-mysql-reader-lag-high",
      database_reader_alarms_replication_stopped: "sample-dev-mysql-reader-replication-stopped",
    });
  });

  it("watch metrics of RDS, each of its own instance, and send every change to the topic", () => {
    for (const [id, alarm] of Object.entries(all)) {
      const instance = id.startsWith("database_reader") ? "database_reader" : "database";
      expect(alarm).toMatchObject({ namespace: "AWS/RDS", alarm_actions: ["${aws_sns_topic.alarms.arn}"] });
      expect(alarm.dimensions).toEqual({ DBInstanceIdentifier: `\${aws_db_instance.${instance}.identifier}` });
    }
  });

  it.each([
    ["cpu_high", "CPUUtilization", "Average", "GreaterThanThreshold", 80, 3],
    ["memory_low", "FreeableMemory", "Minimum", "LessThanThreshold", Math.floor(0.05 * 16 * GIB), 3],
    ["storage_low", "FreeStorageSpace", "Minimum", "LessThanThreshold", 10 * GIB, 3],
    ["connections_high", "DatabaseConnections", "Maximum", "GreaterThanOrEqualToThreshold", 1015, 2],
  ])("include %s: %s, %s, %s %d in %d periods of 5 minutes", (id, metric, statistic, operator, threshold, periods) => {
    for (const whose of ["database", "database_reader"]) {
      expect(all[`${whose}_alarms_${id}`]).toMatchObject({
        metric_name: metric,
        statistic,
        comparison_operator: operator,
        threshold,
        period: 300,
        evaluation_periods: periods,
        datapoints_to_alarm: periods,
        treat_missing_data: "notBreaching",
      });
    }
  });

  it("tell of a replica that is 5 minutes behind, and of one that no longer follows or says nothing", () => {
    expect(all.database_reader_alarms_lag_high).toMatchObject({
      metric_name: "ReplicaLag",
      comparison_operator: "GreaterThanThreshold",
      threshold: 300,
      treat_missing_data: "notBreaching",
    });
    expect(all.database_reader_alarms_replication_stopped).toMatchObject({
      metric_name: "ReplicaLag",
      statistic: "Minimum",
      comparison_operator: "LessThanThreshold",
      threshold: 0,
      treat_missing_data: "breaching",
    });
  });

  it.each([
    ["db.t3.micro", 1, 64],
    ["db.t3.medium", 4, 317],
    ["db.m5.xlarge", 16, 1269],
    ["db.r7g.16xlarge", 512, 40632],
  ])("measure memory and connections by the class: %s with %d GiB and %d connections", (instanceClass, gib, most) => {
    const measured = alarms({ instanceClass, performanceInsights: { kept: false, reason: "A sample without them." } });
    expect(measured.database_alarms_memory_low?.threshold).toBe(Math.floor(0.05 * gib * GIB));
    expect(measured.database_alarms_connections_high?.threshold).toBe(Math.floor(0.8 * most));
  });

  it("measure a replica by its own class", () => {
    const { database_reader_alarms_memory_low: memory } = alarms({
      replicas: { reader: { instanceClass: "db.t3.medium" } },
    });
    expect(memory?.threshold).toBe(Math.floor(0.05 * 4 * GIB));
  });

  it("say in each message what to do", () => {
    for (const alarm of Object.values(all)) expect(alarm.alarm_description).toMatch(/\. Look .+\.$/);
  });

  it("exist only for an instance that is watched", () => {
    synthesizeMySql().none(TYPE);
  });
});
