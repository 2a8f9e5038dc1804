import { ThreatDetection } from "../../../src/constructs/audit/threat-detection";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { Safeguard } from "../../../src/platform/safeguard";
import { statementsOf, synthesize, type Block } from "../../support/synthesize";
import { keptProtection, keyArn, surroundings } from "./sample-surroundings";

function synthesizeDetection(protection: Safeguard = keptProtection) {
  return synthesize((stack) => {
    const topic = new AlarmTopic(stack, "alarms", { name: "sample-dev-alarms", keyArn, subscribers: [] });
    new ThreatDetection(stack, "threats", {
      ...surroundings(stack, protection),
      bucketName: "sample-dev-findings",
      topic,
    });
  });
}

const stack = synthesizeDetection();
const features = stack.every("aws_guardduty_detector_feature");

describe("ThreatDetection", () => {
  it("announces findings within 15 minutes", () => {
    expect(stack.only("aws_guardduty_detector")).toMatchObject({
      enable: true,
      finding_publishing_frequency: "FIFTEEN_MINUTES",
    });
  });

  it("watches all that the systems run, and no Kubernetes", () => {
    const statuses = Object.values(features).map(({ name, status }) => [name as string, status as string]);
    expect(Object.fromEntries(statuses)).toEqual({
      S3_DATA_EVENTS: "ENABLED",
      EBS_MALWARE_PROTECTION: "ENABLED",
      RDS_LOGIN_EVENTS: "ENABLED",
      LAMBDA_NETWORK_LOGS: "ENABLED",
      RUNTIME_MONITORING: "ENABLED",
      EKS_AUDIT_LOGS: "DISABLED",
    });
    expect(features.threats_feature_runtime_monitoring!.additional_configuration).toEqual([
      { name: "EKS_ADDON_MANAGEMENT", status: "DISABLED" },
      { name: "ECS_FARGATE_AGENT_MANAGEMENT", status: "ENABLED" },
      { name: "EC2_AGENT_MANAGEMENT", status: "ENABLED" },
    ]);
  });

  it("changes one feature after the other", () => {
    const dependencies = Object.values(features).map(({ depends_on = [] }) => depends_on as string[]);
    expect(dependencies.filter((each) => each.length === 0)).toHaveLength(1);
    expect(new Set(dependencies.flat()).size).toBe(Object.keys(features).length - 1);
  });

  it("exports findings, encrypted, to a bucket that admits this detector alone", () => {
    expect(stack.only("aws_guardduty_publishing_destination")).toMatchObject({
      destination_arn: "${aws_s3_bucket.threats_bucket.arn}",
      kms_key_arn: keyArn,
      depends_on: ["aws_s3_bucket_policy.threats_bucket_policy"],
    });
    const policy = stack.at("aws_s3_bucket_policy.threats_bucket_policy").policy;
    const allowed = statementsOf(policy).filter(({ Effect }) => Effect === "Allow");
    expect(allowed.map(({ Action }) => Action as string)).toEqual(["s3:GetBucketLocation", "s3:PutObject"]);
    for (const { Principal, Condition } of allowed) {
      expect(Principal).toEqual({ Service: "guardduty.amazonaws.com" });
      expect(Condition).toEqual({
        StringEquals: {
          "aws:SourceAccount": "123456789012",
          "aws:SourceArn": "${aws_guardduty_detector.threats.arn}",
        },
      });
    }
  });

  it("tells the topic of findings of medium and higher severity", () => {
    expect(JSON.parse(String(stack.only("aws_cloudwatch_event_rule").event_pattern))).toEqual({
      source: ["aws.guardduty"],
      "detail-type": ["GuardDuty Finding"],
      detail: { severity: [{ numeric: [">=", 4] }] },
    });
    expect(stack.only("aws_cloudwatch_event_target").arn).toBe("${aws_sns_topic.alarms.arn}");
    const senders = statementsOf(stack.only("aws_sns_topic_policy").policy).map(({ Principal }) => Principal as Block);
    expect(senders).toContainEqual({ Service: "events.amazonaws.com" });
  });

  it("is not destroyed while it is protected", () => {
    const torn = synthesizeDetection({ kept: false, reason: "Holds test data only." });
    for (const address of ["aws_guardduty_detector.threats", "aws_s3_bucket.threats_bucket"]) {
      expect(stack.at(address).lifecycle).toEqual({ prevent_destroy: true });
      expect(torn.at(address)).not.toHaveProperty("lifecycle");
    }
  });
});
