import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { EventAlert, type EventAlertProps } from "../../../src/constructs/observability/event-alert";
import { synthesize } from "../../support/synthesize";

function alert(changes: Partial<EventAlertProps> = {}) {
  return synthesize((stack) => {
    const topic = new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn: "arn:key", subscribers: [] });
    const { ruleArn } = new EventAlert(stack, "findings", {
      name: "sample-dev-findings",
      description: "GuardDuty found something. Read the finding.",
      topic,
      pattern: { source: ["aws.guardduty"], detail: { severity: [{ numeric: [">=", 4] }] } },
      ...changes,
    });
    stack.output("rule_arn", ruleArn, { description: "The rule" });
  });
}

describe("EventAlert", () => {
  it("listens for the pattern", () => {
    const rule = alert().at("aws_cloudwatch_event_rule.findings");
    expect(rule).toMatchObject({ name: "sample-dev-findings", state: "ENABLED" });
    expect(JSON.parse(rule.event_pattern as string)).toEqual({
      source: ["aws.guardduty"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    });
  });

  it("sends the event as it is to the topic, which admits EventBridge", () => {
    const stack = alert();
    const target = stack.at("aws_cloudwatch_event_target.findings_topic");
    expect(target).toMatchObject({
      arn: "${aws_sns_topic.alarms.arn}",
      rule: "${aws_cloudwatch_event_rule.findings.name}",
    });
    expect(target).not.toHaveProperty("input_transformer");
    expect(stack.at("aws_sns_topic_policy.alarms_policy").policy).toContain("EventBridgePublishes");
  });

  it("sends a readable message where one is given", () => {
    const message = { paths: { title: "$.detail.title" }, text: "Finding: <title>" };
    expect(alert({ message }).at("aws_cloudwatch_event_target.findings_topic").input_transformer).toEqual({
      input_paths: { title: "$.detail.title" },
      input_template: '"Finding: <title>"',
    });
  });

  it("offers the rule's ARN", () => {
    expect(alert().output("rule_arn").value).toBe("${aws_cloudwatch_event_rule.findings.arn}");
  });

  it.each<[Partial<EventAlertProps>, string]>([
    [{ name: "" }, 'name is ""; allowed are 1-64'],
    [{ name: "two words" }, 'name is "two words"'],
    [{ name: "a".repeat(65) }, "allowed are 1-64"],
    [{ pattern: {} }, "pattern is {}; allowed are patterns with at least one field"],
  ])("refuses %j", (props, message) => {
    expect(() => alert(props)).toThrow(message);
  });
});
