import { Construct } from "constructs";
import { WebAcl, type WebAclProps } from "../../../src/constructs/edge/web-acl";
import { managedGroup, rateLimit } from "../../../src/constructs/edge/web-acl-rules";
import type { SystemStack } from "../../../src/platform/system-stack";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { statementsOf, synthesize, testSettings, type Synthesized } from "../../support/synthesize";
import { edge } from "./edge";

const common = managedGroup("AWSManagedRulesCommonRuleSet", { priority: 1 });
const sample: WebAclProps = {
  name: "sample-waf",
  rules: [common, rateLimit("per-ip", { priority: 2, limit: 2000, windowSeconds: 300 })],
  logs: { logGroupName: "aws-waf-logs-sample", retentionDays: 2557, keyArn: "arn:key" },
  protection: { kept: true },
};

function webAcl(changes: Partial<WebAclProps> = {}): Synthesized {
  return synthesize((stack) => {
    const acl = new WebAcl(stack, "waf", { ...sample, ...changes });
    acl.protect(edge(stack).balancer);
    acl.watch(new AlarmTopic(stack, "alarms", { name: "sample-alarms", keyArn: "arn:key", subscribers: [] }));
  });
}

describe("WebAcl", () => {
  const stack = webAcl();

  it("lets pass what no rule blocks, and measures itself and every rule", () => {
    const acl = stack.only("aws_wafv2_web_acl");
    const measured = (metric_name: string) => ({
      cloudwatch_metrics_enabled: true,
      sampled_requests_enabled: true,
      metric_name,
    });
    expect(acl).toMatchObject({
      name: "sample-waf",
      scope: "REGIONAL",
      default_action: { allow: {} },
      visibility_config: measured("sample-waf"),
    });
    expect(acl.rule).toEqual([
      {
        name: "AWSManagedRulesCommonRuleSet",
        priority: 1,
        override_action: { none: {} },
        statement: { managed_rule_group_statement: { vendor_name: "AWS", name: "AWSManagedRulesCommonRuleSet" } },
        visibility_config: measured("AWSManagedRulesCommonRuleSet"),
      },
      {
        name: "per-ip",
        priority: 2,
        action: { block: {} },
        statement: { rate_based_statement: { limit: 2000, evaluation_window_sec: 300, aggregate_key_type: "IP" } },
        visibility_config: measured("per-ip"),
      },
    ]);
  });

  it("stands before CloudFront by its scope, measured outside of any region", () => {
    const before = webAcl({ scope: "CLOUDFRONT" });
    expect(before.only("aws_wafv2_web_acl").scope).toBe("CLOUDFRONT");
    expect(before.only("aws_cloudwatch_metric_alarm").dimensions).toEqual({ WebACL: "sample-waf", Rule: "ALL" });
  });

  it("refuses to stand before CloudFront from another region", () => {
    const build = (stack: SystemStack) => new WebAcl(stack, "waf", { ...sample, scope: "CLOUDFRONT" });
    expect(() => synthesize(build, { ...testSettings, region: "us-west-2" })).toThrow(
      /scope is CLOUDFRONT in us-west-2; allowed is us-east-1/,
    );
  });

  it("stands before the stage of a REST API", () => {
    const api = synthesize((stack) => {
      const stage = Object.assign(new Construct(stack, "api"), { stageArn: "arn:stage" });
      new WebAcl(stack, "waf", sample).protectStage(stage);
    });
    expect(api.at("aws_wafv2_web_acl_association.waf_protects_api").resource_arn).toBe("arn:stage");
  });

  it("can only count what a managed group would block", () => {
    const rules = [managedGroup("AWSManagedRulesAnonymousIpList", { priority: 1, action: "count" })];
    expect(webAcl({ rules }).only("aws_wafv2_web_acl").rule[0].override_action).toEqual({ count: {} });
  });

  it("logs every request without credentials, once the log group admits it", () => {
    expect(stack.only("aws_wafv2_web_acl_logging_configuration")).toMatchObject({
      resource_arn: "${aws_wafv2_web_acl.waf.arn}",
      log_destination_configs: ["${aws_cloudwatch_log_group.waf_logs.arn}"],
      redacted_fields: [{ single_header: { name: "authorization" } }, { single_header: { name: "cookie" } }],
      depends_on: ["aws_cloudwatch_log_resource_policy.waf_log_delivery"],
    });
    const [statement] = statementsOf(stack.only("aws_cloudwatch_log_resource_policy").policy_document);
    expect(statement).toMatchObject({
      Principal: { Service: "delivery.logs.amazonaws.com" },
      Resource: "arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-sample:log-stream:*",
      Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    });
  });

  it("guards the load balancer", () => {
    expect(stack.only("aws_wafv2_web_acl_association")).toMatchObject({
      web_acl_arn: "${aws_wafv2_web_acl.waf.arn}",
      resource_arn: "${aws_lb.balancer.arn}",
    });
  });

  it("is watched for many blocked requests", () => {
    expect(stack.only("aws_cloudwatch_metric_alarm")).toMatchObject({
      alarm_name: "sample-waf-blocked-high",
      dimensions: { WebACL: "sample-waf", Region: "us-east-1", Rule: "ALL" },
    });
  });

  it.each<[Partial<WebAclProps>, string]>([
    [{ name: "sample waf" }, 'name is "sample waf"; allowed are 1-128'],
    [{ logs: { ...sample.logs, logGroupName: "/waf" } }, "allowed are names that start with aws-waf-logs-"],
    [
      { rules: [common, managedGroup("AWSManagedRulesSQLiRuleSet", { priority: 1 })] },
      "priority 1 is that of AWSManagedRulesCommonRuleSet and AWSManagedRulesSQLiRuleSet; allowed is one rule a priority",
    ],
    [{ rules: [common, { ...common, priority: 2 }] }, "rule AWSManagedRulesCommonRuleSet stands twice"],
  ])("refuses %j", (changes, message) => {
    expect(() => webAcl(changes)).toThrow(message);
  });

  it.each([9, 10.5, 2_000_000_001])("refuses a rate limit of %d", (limit) => {
    expect(() => rateLimit("per-ip", { priority: 1, limit, windowSeconds: 300 })).toThrow(
      `limit is ${limit}; allowed are whole numbers from 10 to 2000000000`,
    );
  });
});
