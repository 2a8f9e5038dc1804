import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { DatabaseEvents } from "../../../src/constructs/data-stores/database-events";
import { synthesizeCluster } from "./sample-cluster";
import { synthesizeMySql } from "./sample-mysql";

describe("DatabaseEvents", () => {
  const stack = synthesizeCluster({}, (cluster, scope) => {
    const topic = new AlarmTopic(scope, "alarms", { name: "sample", keyArn: "key", subscribers: [] });
    new DatabaseEvents(scope, "events", { name: "sample", database: cluster, topic });
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

  it("listens to the instances of a database that is no cluster, also to storage and replication", () => {
    const mysql = synthesizeMySql({}, (database, scope) => {
      const topic = new AlarmTopic(scope, "alarms", { name: "sample", keyArn: "key", subscribers: [] });
      new DatabaseEvents(scope, "events", { name: "sample", database, topic });
    });
    expect(Object.keys(mysql.every("aws_db_event_subscription"))).toEqual(["events_instances", "events_parameters"]);
    expect(mysql.at("aws_db_event_subscription.events_instances")).toMatchObject({
      source_type: "db-instance",
      source_ids: ["${aws_db_instance.database.identifier}", "${aws_db_instance.database_reader.identifier}"],
      event_categories: expect.arrayContaining(["failure", "low storage", "read replica"]) as object,
    });
    const instances = stack.at("aws_db_event_subscription.events_instances").event_categories as string[];
    expect(instances).not.toContain("low storage"); // a cluster's instances have none
  });
});
