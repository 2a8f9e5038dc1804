import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import { policyDocument } from "../../platform/policy-document";
import { classify } from "../../platform/tags";

export interface TrailDeliveriesProps {
  /** Name of the topic. */
  readonly name: string;
  /** ARN of the trail that publishes. */
  readonly arn: string;
  /** CMK whose policy admits the trail. */
  readonly keyArn: string;
}

/**
 * Where the trail says that a log file has arrived, for programs that read log files: every few minutes, so not where
 * people read alarms. Open to the one trail alone. 164.312(b)
 */
export class TrailDeliveries extends Construct {
  readonly topicName: string;
  /** CloudTrail tests its permission when the trail is made. */
  readonly policy: SnsTopicPolicy;

  constructor(scope: Construct, id: string, { name, arn, keyArn }: TrailDeliveriesProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "Resource", {
      name,
      kmsMasterKeyId: keyArn, // 164.312(a)(2)(iv)
      tags: { Name: name },
    });
    classify(topic, "internal"); // names of log files
    const publishing = { actions: ["sns:Publish"], resources: [topic.arn] };
    this.policy = new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          sid: "TrailPublishes",
          principals: { services: ["cloudtrail.amazonaws.com"] },
          ...publishing,
          conditions: { StringEquals: { "aws:SourceArn": arn } },
        },
        {
          sid: "NobodyPublishesWithoutTls", // 164.312(e)(1)
          effect: "Deny",
          principals: "*",
          ...publishing,
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
    this.topicName = topic.name;
  }
}
