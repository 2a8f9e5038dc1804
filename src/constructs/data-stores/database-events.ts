import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription";
import type { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { AuroraCluster } from "./aurora-cluster";

export interface DatabaseEventsProps {
  /** Begins the names of the subscriptions. */
  readonly name: string;
  readonly cluster: AuroraCluster;
  readonly topic: AlarmTopic;
}

/**
 * Tells the topic what RDS reports of a cluster, its instances and their parameters: failures and failovers, maintenance,
 * and changes that somebody made. 164.308(a)(6)(ii), 164.312(b)
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.Messages.html
 */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, { name, cluster, topic }: DatabaseEventsProps) {
    super(scope, id);
    topic.admitRdsEvents();
    const subscriptions = {
      cluster: {
        sourceType: "db-cluster",
        sourceIds: [cluster.clusterIdentifier],
        eventCategories: ["configuration change", "deletion", "failover", "failure", "maintenance", "notification"],
      },
      instances: {
        sourceType: "db-instance",
        sourceIds: [...cluster.instanceIdentifiers],
        eventCategories: [
          "availability",
          "configuration change",
          "deletion",
          "failover",
          "failure",
          "maintenance",
          "notification",
          "recovery",
          "security patching",
        ],
      },
      parameters: {
        sourceType: "db-parameter-group",
        sourceIds: [cluster.instanceParameterGroupName],
        eventCategories: ["configuration change"],
      },
    };
    for (const [what, settings] of Object.entries(subscriptions)) {
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
