import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription";
import type { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import type { AlarmTopic } from "../observability/alarm-topic";

/** The parts of a database that RDS reports on. */
export interface ReportingDatabase {
  /** @default the database is no cluster */
  readonly clusterIdentifier?: string;
  readonly instanceIdentifiers: readonly string[];
  readonly parameterGroupName: string;
}

export interface DatabaseEventsProps {
  /** Begins the names of the subscriptions. */
  readonly name: string;
  readonly database: ReportingDatabase;
  readonly topic: AlarmTopic;
}

/** What instances of a cluster do not have: storage and replication of their own. */
const OUTSIDE_CLUSTERS = ["low storage", "read replica"];

/**
 * Tells the topic what RDS reports of a database, its instances and their parameters: failures and failovers, maintenance,
 * and changes that somebody made. 164.308(a)(6)(ii), 164.312(b)
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.Messages.html
 */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, { name, database, topic }: DatabaseEventsProps) {
    super(scope, id);
    topic.admitRdsEvents();
    for (const [what, settings] of Object.entries(subscriptionsTo(database))) {
      new DbEventSubscription(this, what, {
        name: `${name}-${what}-events`,
        snsTopic: topic.topicArn,
        enabled: true,
        ...settings,
        // RDS tries to publish when it subscribes, and gives up without the right to.
        dependsOn: [topic.node.findChild("policy") as SnsTopicPolicy],
      });
    }
  }
}

function subscriptionsTo({ clusterIdentifier, instanceIdentifiers, parameterGroupName }: ReportingDatabase) {
  return {
    ...(clusterIdentifier !== undefined && {
      cluster: {
        sourceType: "db-cluster",
        sourceIds: [clusterIdentifier],
        eventCategories: ["configuration change", "deletion", "failover", "failure", "maintenance", "notification"],
      },
    }),
    instances: {
      sourceType: "db-instance",
      sourceIds: [...instanceIdentifiers],
      eventCategories: [
        "availability",
        "configuration change",
        "deletion",
        "failover",
        "failure",
        ...(clusterIdentifier === undefined ? OUTSIDE_CLUSTERS : []),
        "maintenance",
        "notification",
        "recovery",
        "security patching",
      ],
    },
    parameters: {
      sourceType: "db-parameter-group",
      sourceIds: [parameterGroupName],
      eventCategories: ["configuration change"],
    },
  };
}
