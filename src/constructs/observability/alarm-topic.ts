import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";
import { policyDocument } from "../../platform/policy-document";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";

/** Somebody who reads the alarms by e-mail. */
export interface EmailSubscriber {
  /** Ends the subscription's address, such as `operations`: lower-case letters, digits and `_`. */
  readonly name: string;
  readonly address: string;
}

export interface AlarmTopicProps {
  /** Such as `omnirapeutic-production-alarms`; also the Name tag. */
  readonly name: string;
  /** CMK whose policy admits alarms; AWS's own key for SNS admits none, so that their messages would be lost. */
  readonly keyArn: string;
  /**
   * Each gets a mail from AWS first and must confirm it. Terraform cannot end a subscription that was never confirmed: it
   * only forgets it, and AWS drops it in time, or together with the topic.
   */
  readonly subscribers: readonly EmailSubscriber[];
}

/** Where alarms send their messages: encrypted, and open to the account's CloudWatch alarms alone. 164.308(a)(6)(ii) */
export class AlarmTopic extends Construct {
  readonly topicArn: string;

  /** @throws Error when a subscriber's address is no e-mail address */
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "Resource", {
      name: props.name,
      kmsMasterKeyId: props.keyArn, // 164.312(a)(2)(iv)
      tags: { Name: props.name },
    });
    classify(topic, "internal"); // messages hold names and numbers of resources, never of patients
    new SnsTopicPolicy(this, "policy", { arn: topic.arn, policy: topicPolicy(topic.arn, SystemStack.of(this)) });
    for (const { name, address } of props.subscribers) {
      requireAddress(this, address);
      new SnsTopicSubscription(this, `email_${name}`, { topicArn: topic.arn, protocol: "email", endpoint: address });
    }
    this.topicArn = topic.arn;
  }
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
function topicPolicy(topicArn: string, { settings: { account, region } }: SystemStack): string {
  const publishing = { actions: ["sns:Publish"], resources: [topicArn] };
  return policyDocument([
    {
      sid: "AlarmsOfThisAccountPublish", // 164.312(a)(1)
      principals: { services: ["cloudwatch.amazonaws.com"] },
      ...publishing,
      conditions: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": `arn:aws:cloudwatch:${region}:${account}:alarm:*` },
      },
    },
    {
      sid: "NobodyPublishesWithoutTls", // 164.312(e)(1)
      effect: "Deny",
      principals: "*",
      ...publishing,
      conditions: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

function requireAddress(topic: AlarmTopic, address: string): void {
  if (/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(address)) return;
  throw new Error(
    `[${topic.node.path}] subscriber address is "${address}"; allowed is one e-mail address. Write it like operations@example.org.`,
  );
}
