import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { DatabaseEvents } from "../../../src/constructs/data-stores/database-events";
import { synthesizeCluster } from "./sample-cluster";

describe("DatabaseEvents", () => {
  const stack = synthesizeCluster({}, (cluster, scope) => {
    const topic = new AlarmTopic(scope, "alarms", { name: "sample", keyArn: "key", subscribers: [] });
    new DatabaseEvents(scope, "events", { name: "sample", cluster, topic });
  });

  it("listens to the cluster, its instances and their parameters, and to nothing else in the account", () => {
    const sources = Object.values(stack.every("aws_db_event_subscription")).map(({ source_type, source_ids }) => [
      source_type,
      source_ids,
    ]);
    expect(sources).toEqual([
      ["db-cluster", ["${aws_rds_cluster.database.cluster_identifier}"]],
      [
        "db-instance",
        ["${aws_rds_cluster_instance.database_a.identifier}", "${aws_rds_cluster_instance.database_b.identifier}"],
      ],
      ["db-parameter-group", ["${aws_db_parameter_group.database_parameters_instance.name}"]],
    ]);
  });

  it("hears of failovers, failures and maintenance", () => {
    expect(stack.at("aws_db_event_subscription.events_cluster")).toMatchObject({
      enabled: true,
      event_categories: expect.arrayContaining([
        "failover",
        "failure",
        "maintenance",
        "configuration change",
      ]) as object,
    });
  });

  it("subscribes only when RDS may publish", () => {
    expect(stack.at("aws_db_event_subscription.events_cluster").depends_on).toEqual([
      "aws_sns_topic_policy.alarms_policy",
    ]);
    expect(stack.only("aws_sns_topic_policy").policy).toContain("events.rds.amazonaws.com");
  });
});
