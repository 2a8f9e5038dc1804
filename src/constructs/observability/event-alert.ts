import { CloudwatchEventRule } from "@cdktf/provider-aws/lib/cloudwatch-event-rule";
import { CloudwatchEventTarget } from "@cdktf/provider-aws/lib/cloudwatch-event-target";
import { Construct } from "constructs";
import type { AlarmTopic } from "./alarm-topic";

/** Which events: a field's allowed values, or a pattern for the fields below it. */
export interface EventPattern {
  readonly [field: string]: EventPattern | readonly (string | number | boolean | null | object)[];
}

export interface EventAlertProps {
  /** Such as `omnirapeutic-production-findings`: 1-64 letters, digits and `.-_`. */
  readonly name: string;
  /** What happened and what to do about it, up to 512 characters. */
  readonly description: string;
  readonly topic: AlarmTopic;
  /** At least one field, as an EventBridge event pattern. */
  readonly pattern: EventPattern;
  /**
   * A readable message: `paths` name values of the event (`$.detail.title`), `text` uses them as `<name>`.
   *
   * @default the event as JSON
   */
  readonly message?: { readonly paths: { readonly [name: string]: string }; readonly text: string };
}

/**
 * Tells the topic of every event that fits. Without a dead-letter queue: EventBridge tries for a day, and the service that
 * the event is about keeps its own record. 164.308(a)(6)(ii)
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html
 */
export class EventAlert extends Construct {
  readonly ruleArn: string;

  /** @throws Error when EventBridge would refuse the name, or the pattern would fit nothing */
  constructor(scope: Construct, id: string, props: EventAlertProps) {
    super(scope, id);
    requireValid(this, props);
    props.topic.admitEventBridge();
    const rule = new CloudwatchEventRule(this, "Resource", {
      name: props.name,
      description: props.description,
      eventPattern: JSON.stringify(props.pattern),
      state: "ENABLED",
    });
    new CloudwatchEventTarget(this, "topic", {
      rule: rule.name,
      targetId: "topic",
      arn: props.topic.topicArn,
      ...(props.message && {
        inputTransformer: { inputPaths: props.message.paths, inputTemplate: JSON.stringify(props.message.text) },
      }),
    });
    this.ruleArn = rule.arn;
  }
}

function requireValid(alert: EventAlert, { name, pattern }: EventAlertProps): void {
  const path = alert.node.path;
  if (!/^[\w.-]{1,64}$/.test(name)) {
    throw new Error(`[${path}] name is "${name}"; allowed are 1-64 letters, digits and .-_. Shorten or change it.`);
  }
  if (Object.keys(pattern).length === 0) {
    throw new Error(`[${path}] pattern is {}; allowed are patterns with at least one field. Name the event's source.`);
  }
}
