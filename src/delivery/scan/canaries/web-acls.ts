import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { balancer, rule, visibility, KNOWN_BAD, ANONYMOUS, webAcl, webAclLog } from "./edge-parts";
import { ACCOUNT } from "./shared";

const countries = (action: JsonObject): JsonObject => ({
  name: "countries",
  priority: 9,
  action,
  statement: { not_statement: { statement: [{ geo_match_statement: { country_codes: ["US"] } }] } },
  visibility_config: visibility("countries"),
});

/** Web ACLs, certificates, names. */
export const webAcls: readonly Canary[] = [
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
