import type { JsonObject } from "../../hcl";
import { block, mergeParts } from "./canary";
import { SUBNETS, GROUP, ACCOUNT, dashed } from "./shared";

export const balancer = (name: string): JsonObject => ({
  name: dashed(name).slice(0, 32),
  load_balancer_type: "application",
  internal: true,
  subnets: SUBNETS,
  security_groups: [GROUP],
  drop_invalid_header_fields: true,
  enable_deletion_protection: true,
  desync_mitigation_mode: "defensive",
  access_logs: { bucket: "canary-logs", enabled: true },
});

export const publicBalancer = (name: string): JsonObject => ({ ...balancer(name), internal: false });

export const rule = (priority: number, set: string): JsonObject => ({
  name: set,
  priority,
  override_action: { none: {} },
  statement: { managed_rule_group_statement: { vendor_name: "AWS", name: set } },
  visibility_config: visibility(set),
});

export function visibility(name: string): JsonObject {
  return { cloudwatch_metrics_enabled: true, metric_name: name, sampled_requests_enabled: true };
}

export const KNOWN_BAD = "AWSManagedRulesKnownBadInputsRuleSet";

export const ANONYMOUS = "AWSManagedRulesAnonymousIpList";

export const webAcl = (name: string): JsonObject => ({
  name: dashed(name),
  scope: "REGIONAL",
  default_action: { allow: {} },
  rule: [rule(1, KNOWN_BAD), rule(2, ANONYMOUS)],
  visibility_config: visibility("canary"),
});

export const webAclLog = (name: string): JsonObject => ({
  resource_arn: `\${aws_wafv2_web_acl.${name}.arn}`,
  log_destination_configs: [`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:aws-waf-logs-canary`],
});

export const guarded = (name: string): JsonObject => ({
  resource_arn: `\${aws_lb.${name}.arn}`,
  web_acl_arn: `\${aws_wafv2_web_acl.${name}.arn}`,
});

export const guard = (name: string) =>
  mergeParts([
    block("aws_wafv2_web_acl", name, webAcl(name)),
    block("aws_wafv2_web_acl_logging_configuration", name, webAclLog(name)),
  ]);
