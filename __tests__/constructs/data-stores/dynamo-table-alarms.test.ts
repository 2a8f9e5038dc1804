import type { DynamoTableProps } from "../../../src/constructs/data-stores/dynamo-table-props";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { Block } from "../../support/synthesize";
import { replica, synthesizeTable } from "./sample-table";

const TYPE = "aws_cloudwatch_metric_alarm";
const OPERATIONS = ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query"];

function alarms(props: Partial<DynamoTableProps> = {}): { readonly [id: string]: Block } {
  return synthesizeTable(props, (table, stack) => {
    table.watch(new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] }));
  }).every(TYPE);
}

describe("the alarms of a DynamoTable", () => {
  const all = alarms({ replica });

  it("are three, named after the table", () => {
    expect(Object.fromEntries(Object.entries(all).map(([id, { alarm_name }]) => [id, alarm_name as string]))).toEqual({
      items_alarms_throttled: "sample-items-throttled",
      items_alarms_system_errors: "sample-items-system-errors",
      items_alarms_replica_late: "sample-items-replica-late",
    });
  });

  it.each([
    ["throttled", "ThrottledRequests", 2],
    ["system_errors", "SystemErrors", 3],
  ])("count %s over every operation that is permitted: %s, any in %d of 3 periods", (id, metric, datapoints) => {
    const alarm = all[`items_alarms_${id}`]!;
    const [result, ...counted] = alarm.metric_query as Block[];
    expect(result).toMatchObject({ expression: "SUM(FILL(METRICS(), 0))", return_data: true });
    expect(counted.map((query) => query.metric as Block)).toEqual(
      OPERATIONS.map((Operation) => ({
        namespace: "AWS/DynamoDB",
        metric_name: metric,
        dimensions: { TableName: "${aws_dynamodb_table.items.name}", Operation },
        stat: "Sum",
        period: 300,
      })),
    );
    expect(alarm).toMatchObject({
      comparison_operator: "GreaterThanThreshold",
      threshold: 0,
      evaluation_periods: 3,
      datapoints_to_alarm: datapoints,
      treat_missing_data: "notBreaching",
    });
  });

  it("watch how late the replica is: a minute and more, for 15 minutes", () => {
    expect(all.items_alarms_replica_late).toMatchObject({
      namespace: "AWS/DynamoDB",
      metric_name: "ReplicationLatency",
      dimensions: { TableName: "${aws_dynamodb_table.items.name}", ReceivingRegion: "us-west-2" },
      statistic: "Average",
      comparison_operator: "GreaterThanThreshold",
      threshold: 60_000,
      period: 300,
      evaluation_periods: 3,
      treat_missing_data: "notBreaching",
    });
  });

  it("know no lateness where there is no replica", () => {
    expect(Object.keys(alarms()).sort()).toEqual(["items_alarms_system_errors", "items_alarms_throttled"]);
  });

  it("send every change to the topic, and say what to do", () => {
    for (const alarm of Object.values(all)) {
      const actions = ["${aws_sns_topic.alarms.arn}"];
      expect(alarm).toMatchObject({ alarm_actions: actions, ok_actions: actions, insufficient_data_actions: actions });
      expect(alarm.alarm_description).toMatch(/[.:] .*Look .+\.$/);
    }
  });

  it("exist only for a table that is watched", () => {
    synthesizeTable().none(TYPE);
  });
});
