import type { JsonObject } from "../../hcl";
import { block, mergeParts, plant, type Canary } from "./canary";
import { ACCOUNT, CERTIFICATE, dashed, GROUP, SUBNETS, VPC } from "./shared";

const balancer = (name: string): JsonObject => ({
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
const publicBalancer = (name: string): JsonObject => ({ ...balancer(name), internal: false });

const LISTENER = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/app/canary/0123456789abcdef`;
const TARGETS = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:targetgroup/canary/0123456789abcdef`;
const forward: JsonObject = { type: "forward", target_group_arn: TARGETS };
const redirect: JsonObject = {
  type: "redirect",
  redirect: { port: "443", protocol: "HTTPS", status_code: "HTTP_301" },
};
const https: JsonObject = {
  load_balancer_arn: LISTENER,
  port: 443,
  protocol: "HTTPS",
  certificate_arn: CERTIFICATE,
  ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
  default_action: [forward],
};

const rule = (priority: number, set: string): JsonObject => ({
  name: set,
  priority,
  override_action: { none: {} },
  statement: { managed_rule_group_statement: { vendor_name: "AWS", name: set } },
  visibility_config: visibility(set),
});
function visibility(name: string): JsonObject {
  return { cloudwatch_metrics_enabled: true, metric_name: name, sampled_requests_enabled: true };
}
const countries = (action: JsonObject): JsonObject => ({
  name: "countries",
  priority: 9,
  action,
  statement: { not_statement: { statement: [{ geo_match_statement: { country_codes: ["US"] } }] } },
  visibility_config: visibility("countries"),
});
const KNOWN_BAD = "AWSManagedRulesKnownBadInputsRuleSet";
const ANONYMOUS = "AWSManagedRulesAnonymousIpList";
const webAcl = (name: string): JsonObject => ({
  name: dashed(name),
  scope: "REGIONAL",
  default_action: { allow: {} },
  rule: [rule(1, KNOWN_BAD), rule(2, ANONYMOUS)],
  visibility_config: visibility("canary"),
});
const webAclLog = (name: string): JsonObject => ({
  resource_arn: `\${aws_wafv2_web_acl.${name}.arn}`,
  log_destination_configs: [`arn:aws:logs:us-east-1:${ACCOUNT}:log-group:aws-waf-logs-canary`],
});
const guarded = (name: string): JsonObject => ({
  resource_arn: `\${aws_lb.${name}.arn}`,
  web_acl_arn: `\${aws_wafv2_web_acl.${name}.arn}`,
});
const guard = (name: string) =>
  mergeParts([
    block("aws_wafv2_web_acl", name, webAcl(name)),
    block("aws_wafv2_web_acl_logging_configuration", name, webAclLog(name)),
  ]);

const target = (name: string): JsonObject => ({
  name: dashed(name).slice(0, 32),
  port: 443,
  protocol: "HTTPS",
  target_type: "ip",
  vpc_id: VPC,
  health_check: { path: "/health", protocol: "HTTPS" },
});

/** Load balancers, certificates, names, web ACLs; CloudFront and API Gateway have files of their own. */
export const edge: readonly Canary[] = [
  ...plant({
    type: "aws_lb",
    sound: balancer,
    faults: {
      balancer_public: {
        fault: "Load balancer reachable from the internet",
        change: { internal: false },
        tfsec: ["aws-elb-alb-not-public"],
      },
      balancer_with_odd_headers: {
        fault: "Load balancer passes invalid headers",
        change: { drop_invalid_header_fields: false },
        checkov: ["CKV_AWS_131"],
        tfsec: ["aws-elb-drop-invalid-headers"],
      },
      balancer_deletable: {
        fault: "Load balancer without deletion protection",
        change: { enable_deletion_protection: false },
        checkov: ["CKV_AWS_150"],
      },
      balancer_without_log: {
        fault: "Load balancer without access log",
        change: { access_logs: { bucket: "canary-logs", enabled: false } },
        checkov: ["CKV_AWS_91"],
      },
      balancer_desynchronizable: {
        fault: "Load balancer only watches request smuggling",
        change: { desync_mitigation_mode: "monitor" },
        checkov: ["CKV_AWS_328"],
      },
      balancer_of_one_zone: {
        fault: "Network load balancer keeps to one zone",
        sound: (name) => ({
          name: dashed(name),
          load_balancer_type: "network",
          internal: true,
          subnets: SUBNETS,
          enable_cross_zone_load_balancing: true,
          enable_deletion_protection: true,
        }),
        change: { enable_cross_zone_load_balancing: false },
        checkov: ["CKV_AWS_152"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl_association",
    at: "aws_lb",
    around: (name) => mergeParts([block("aws_lb", name, publicBalancer(name)), guard(name)]),
    sound: guarded,
    faults: {
      balancer_without_firewall: {
        fault: "Public load balancer without web ACL",
        change: "absent",
        checkov: ["CKV2_AWS_28"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl",
    at: "aws_lb",
    around: (name) =>
      mergeParts([
        block("aws_lb", name, publicBalancer(name)),
        block("aws_wafv2_web_acl_association", name, guarded(name)),
        block("aws_wafv2_web_acl_logging_configuration", name, webAclLog(name)),
      ]),
    sound: webAcl,
    faults: {
      balancer_open_to_log4j: {
        fault: "Load balancer's web ACL without the rules against Log4j",
        change: { rule: [rule(2, "AWSManagedRulesCommonRuleSet")] },
        checkov: ["CKV2_AWS_76"],
      },
    },
  }),
  ...plant({
    type: "aws_lb_listener",
    sound: https,
    faults: {
      listener_in_clear: {
        fault: "HTTP listener forwards instead of redirecting",
        sound: { load_balancer_arn: LISTENER, port: 80, protocol: "HTTP", default_action: [redirect] },
        change: { default_action: [forward] },
        checkov: ["CKV_AWS_2"],
        tfsec: ["aws-elb-http-not-used"],
      },
      listener_in_clear_block: {
        fault: "HTTP listener forwards; block as an object",
        sound: { load_balancer_arn: LISTENER, port: 80, protocol: "HTTP", default_action: redirect },
        change: { default_action: forward },
        checkov: ["CKV_AWS_2"],
        tfsec: ["aws-elb-http-not-used"],
      },
      listener_with_old_tls: {
        fault: "Listener accepts TLS 1.0",
        change: { ssl_policy: "ELBSecurityPolicy-2016-08" },
        checkov: ["CKV_AWS_103", "CKV2_AWS_74"],
        tfsec: ["aws-elb-use-secure-tls-policy"],
      },
      listener_with_weak_ciphers: {
        fault: "Listener accepts weak ciphers",
        change: { ssl_policy: "ELBSecurityPolicy-TLS-1-2-Ext-2018-06" },
        checkov: ["CKV2_AWS_74"],
        blind: { CKV2_AWS_74: "its list holds policies with old protocols only" },
      },
    },
  }),
  ...plant({
    type: "aws_lb_listener",
    at: "aws_lb",
    around: (name) =>
      mergeParts([
        block("aws_lb", name, publicBalancer(name)),
        guard(name),
        block("aws_wafv2_web_acl_association", name, guarded(name)),
      ]),
    sound: (name) => ({
      load_balancer_arn: `\${aws_lb.${name}.arn}`,
      port: 80,
      protocol: "HTTP",
      default_action: redirect,
    }),
    faults: {
      balancer_without_redirect: {
        fault: "Load balancer serves HTTP without redirect",
        change: { default_action: forward },
        checkov: ["CKV2_AWS_20"],
      },
    },
  }),
  ...plant({
    type: "aws_lb_target_group",
    sound: target,
    faults: {
      targets_in_clear: {
        fault: "Load balancer talks HTTP to its targets",
        change: { protocol: "HTTP", port: 80 },
        checkov: ["CKV_AWS_378"],
      },
      targets_unchecked: {
        fault: "Targets without a health check path",
        change: { health_check: null },
        checkov: ["CKV_AWS_261"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl",
    around: (name) => block("aws_wafv2_web_acl_logging_configuration", name, webAclLog(name)),
    sound: webAcl,
    faults: {
      web_acl_without_rules: { fault: "Web ACL without rules", change: { rule: null }, checkov: ["CKV_AWS_175"] },
      web_acl_rule_without_action: {
        fault: "Rule of a web ACL without action",
        sound: (name) => ({
          ...webAcl(name),
          rule: [rule(1, KNOWN_BAD), rule(2, ANONYMOUS), countries({ block: {} })],
        }),
        change: { rule: [rule(1, KNOWN_BAD), rule(2, ANONYMOUS), countries({})] },
        checkov: ["CKV_AWS_342"],
      },
      web_acl_without_log4j: {
        fault: "Web ACL without the rules against Log4j",
        change: { rule: [rule(1, "AWSManagedRulesCommonRuleSet")] },
        checkov: ["CKV_AWS_192"],
      },
    },
  }),
  ...plant({
    type: "aws_wafv2_web_acl_logging_configuration",
    at: "aws_wafv2_web_acl",
    around: (name) => block("aws_wafv2_web_acl", name, webAcl(name)),
    sound: webAclLog,
    faults: { web_acl_without_log: { fault: "Web ACL without log", change: "absent", checkov: ["CKV2_AWS_31"] } },
  }),
  ...plant({
    type: "aws_acm_certificate",
    sound: { domain_name: "canary.example.com", validation_method: "DNS", lifecycle: { create_before_destroy: true } },
    faults: {
      certificate_for_any_name: {
        fault: "Certificate for every name of a domain",
        change: { domain_name: "*.example.com" },
        checkov: ["CKV2_AWS_71"],
      },
      certificate_replaced_with_a_gap: {
        fault: "Certificate destroyed before its successor exists",
        change: { lifecycle: { create_before_destroy: false } },
        checkov: ["CKV_AWS_233"],
      },
      certificate_unlogged: {
        fault: "Certificate kept out of the transparency log",
        change: { options: { certificate_transparency_logging_preference: "DISABLED" } },
        checkov: ["CKV_AWS_234"],
      },
    },
  }),
  ...plant({
    type: "aws_route53_record",
    around: (name) => block("aws_lb", name, balancer(name)),
    sound: (name) => ({
      zone_id: "Z0123456789",
      name: "canary.example.com",
      type: "A",
      alias: {
        name: `\${aws_lb.${name}.dns_name}`,
        zone_id: `\${aws_lb.${name}.zone_id}`,
        evaluate_target_health: true,
      },
    }),
    faults: {
      name_of_nothing: {
        fault: "Name leads to an address that no resource has",
        change: { alias: null, ttl: 60, records: ["203.0.113.7"] },
        checkov: ["CKV2_AWS_23"],
      },
    },
  }),
  ...plant({
    type: "aws_route53_query_log",
    at: "aws_route53_zone",
    around: (name) =>
      mergeParts([
        block("aws_route53_zone", name, { name: "example.com" }),
        block("aws_route53_key_signing_key", name, {
          hosted_zone_id: `\${aws_route53_zone.${name}.zone_id}`,
          key_management_service_arn: "${aws_kms_key.canary.arn}",
          name: "canary",
        }),
        block("aws_route53_hosted_zone_dnssec", name, {
          hosted_zone_id: `\${aws_route53_key_signing_key.${name}.hosted_zone_id}`,
        }),
      ]),
    sound: (name) => ({
      cloudwatch_log_group_arn: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/aws/route53/example.com`,
      zone_id: `\${aws_route53_zone.${name}.zone_id}`,
    }),
    faults: {
      zone_without_query_log: { fault: "Public zone without query log", change: "absent", checkov: ["CKV2_AWS_39"] },
    },
  }),
];
