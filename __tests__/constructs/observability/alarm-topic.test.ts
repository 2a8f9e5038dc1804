import { AlarmTopic, type AlarmTopicProps } from "../../../src/constructs/observability/alarm-topic";
import { statementsOf, synthesize } from "../../support/synthesize";

function topic(changes: Partial<AlarmTopicProps> = {}) {
  return synthesize((stack) => {
    const { topicArn } = new AlarmTopic(stack, "alarms", {
      name: "sample-dev-alarms",
      keyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
      subscribers: [],
      ...changes,
    });
    stack.output("topic_arn", topicArn, { description: "The topic" });
  });
}

describe("AlarmTopic", () => {
  it("encrypts its messages with the given key", () => {
    expect(topic().at("aws_sns_topic.alarms")).toMatchObject({
      name: "sample-dev-alarms",
      kms_master_key_id: "arn:aws:kms:us-east-1:123456789012:key/logs",
    });
  });

  it("carries its name and the class of its data as tags", () => {
    expect(topic().only("aws_sns_topic").tags).toEqual({ Name: "sample-dev-alarms", DataClassification: "internal" });
  });

  it("lets this account's alarms publish, over TLS, and allows nobody anything else", () => {
    const policy = topic().at("aws_sns_topic_policy.alarms_policy");
    expect(policy.arn).toBe("${aws_sns_topic.alarms.arn}");
    expect(statementsOf(policy.policy)).toEqual([
      {
        Sid: "AlarmsOfThisAccountPublish",
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
        Resource: "${aws_sns_topic.alarms.arn}",
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:*" },
        },
      },
      {
        Sid: "NobodyPublishesWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: "${aws_sns_topic.alarms.arn}",
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ]);
  });

  it("admits EventBridge and RDS events when told so, once however often", () => {
    const admitting = synthesize((stack) => {
      const open = new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] });
      open.admitRdsEvents();
      open.admitEventBridge();
      open.admitEventBridge();
    });
    const statements = statementsOf(admitting.at("aws_sns_topic_policy.alarms_policy").policy);
    expect(statements.map(({ Sid }) => Sid as string)).toEqual([
      "AlarmsOfThisAccountPublish",
      "EventBridgePublishes",
      "RdsEventsOfThisAccountPublish",
      "NobodyPublishesWithoutTls",
    ]);
    expect(statements[1]).toMatchObject({ Effect: "Allow", Principal: { Service: "events.amazonaws.com" } });
    expect(statements[2]).toMatchObject({
      Principal: { Service: "events.rds.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "123456789012" },
        ArnLike: { "aws:SourceArn": "arn:aws:rds:us-east-1:123456789012:es:*" },
      },
    });
  });

  it("mails every subscriber, each at an address of its own", () => {
    const subscribed = topic({
      subscribers: [
        { name: "operations", address: "operations@example.org" },
        { name: "security", address: "security@example.org" },
      ],
    });
    const subscription = (endpoint: string) =>
      expect.objectContaining({ protocol: "email", endpoint, topic_arn: "${aws_sns_topic.alarms.arn}" });
    expect(subscribed.every("aws_sns_topic_subscription")).toEqual({
      alarms_email_operations: subscription("operations@example.org"),
      alarms_email_security: subscription("security@example.org"),
    });
  });

  it("needs no subscriber", () => {
    topic().none("aws_sns_topic_subscription");
  });

  it.each(["", "operations", "operations@example", "a@example.org, b@example.org"])(
    "refuses to mail %j, which is no address",
    (address) => {
      expect(() => topic({ subscribers: [{ name: "operations", address }] })).toThrow(
        `subscriber address is "${address}"; allowed is one e-mail address`,
      );
    },
  );

  it("offers its ARN", () => {
    expect(topic().output("topic_arn").value).toBe("${aws_sns_topic.alarms.arn}");
  });
});
