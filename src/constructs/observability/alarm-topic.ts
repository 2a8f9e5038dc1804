import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Lazy } from "cdktf";
import { Construct } from "constructs";
import { policyDocument, type PolicyStatement } from "../../platform/policy-document";
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

/**
 * Where alarms send their messages: encrypted, and open to the account's CloudWatch alarms alone until `admit…` says
 * otherwise. 164.308(a)(6)(ii)
 */
export class AlarmTopic extends Construct {
  readonly topicArn: string;
  /** CMK without which nobody sends. */
  readonly keyArn: string;
  private readonly admitted = new Set<Sender>();

  /** @throws Error when a subscriber's address is no e-mail address */
  constructor(scope: Construct, id: string, props: AlarmTopicProps) {
    super(scope, id);
    const topic = new SnsTopic(this, "Resource", {
      name: props.name,
      kmsMasterKeyId: props.keyArn, // 164.312(a)(2)(iv)
      tags: { Name: props.name },
    });
    classify(topic, "internal"); // messages hold names and numbers of resources, never of patients
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: Lazy.stringValue({ produce: () => this.policy() }), // senders are admitted later
    });
    for (const { name, address } of props.subscribers) {
      requireAddress(this, address);
      new SnsTopicSubscription(this, `email_${name}`, { topicArn: topic.arn, protocol: "email", endpoint: address });
    }
    this.topicArn = topic.arn;
    this.keyArn = props.keyArn;
  }

  /** Lets EventBridge rules send what they find; the key must admit events as well. Repeating it changes nothing. */
  admitEventBridge(): void {
    this.admitted.add("eventBridge");
  }

  /** Lets RDS event subscriptions of this account send; the key must admit events as well. Repeating it changes nothing. */
  admitRdsEvents(): void {
    this.admitted.add("rdsEvents");
  }

  /** Lets AWS Budgets of this account send; the key must admit budgets as well. Repeating it changes nothing. */
  admitBudgets(): void {
    this.admitted.add("budgets");
  }

  private policy(): string {
    const senders: readonly Sender[] = ["alarms", ...[...this.admitted].sort()];
    return policyDocument([...senders, "withoutTls" as const].map((who) => this.statement(who)));
  }

  private statement(who: Sender | "withoutTls"): PolicyStatement {
    const { account, region } = SystemStack.of(this).settings;
    return { ...STATEMENTS[who]({ account, region }), actions: ["sns:Publish"], resources: [this.topicArn] };
  }
}

type Sender = "alarms" | "budgets" | "eventBridge" | "rdsEvents";
type Place = { readonly account: string; readonly region: string };
type Permission = Omit<PolicyStatement, "actions" | "resources">;

/**
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 * @see https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.GrantingPermissions.html
 */
const STATEMENTS: Readonly<Record<Sender | "withoutTls", (place: Place) => Permission>> = {
  alarms: ({ account, region }) => ({
    sid: "AlarmsOfThisAccountPublish", // 164.312(a)(1)
    principals: { services: ["cloudwatch.amazonaws.com"] },
    conditions: sentBy(account, `arn:aws:cloudwatch:${region}:${account}:alarm:*`),
  }),
  budgets: ({ account }) => ({
    sid: "BudgetsOfThisAccountPublish",
    principals: { services: ["budgets.amazonaws.com"] },
    conditions: sentBy(account, `arn:aws:budgets::${account}:*`),
  }),
  // EventBridge fills in no condition key for topics: with a condition, no event would arrive.
  eventBridge: () => ({ sid: "EventBridgePublishes", principals: { services: ["events.amazonaws.com"] } }),
  rdsEvents: ({ account, region }) => ({
    sid: "RdsEventsOfThisAccountPublish",
    principals: { services: ["events.rds.amazonaws.com"] },
    conditions: sentBy(account, `arn:aws:rds:${region}:${account}:es:*`),
  }),
  withoutTls: () => ({
    sid: "NobodyPublishesWithoutTls", // 164.312(e)(1)
    effect: "Deny",
    principals: "*",
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  }),
};

function sentBy(account: string, sourceArn: string): PolicyStatement["conditions"] {
  return { StringEquals: { "aws:SourceAccount": account }, ArnLike: { "aws:SourceArn": sourceArn } };
}

function requireAddress(topic: AlarmTopic, address: string): void {
  if (/^[^@\s]+@[^@\s]+\.[^@\s.]+$/.test(address)) return;
  throw new Error(
    `[${topic.node.path}] subscriber address is "${address}"; allowed is one e-mail address. Write it like operations@example.org.`,
  );
}
