import { becomes, leaves } from "./directions";
import { rowsOf, type Row } from "./row";

const waf = "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-editing.html";
const cloudfront = "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToUpdateDistribution.html";

const edges = "all edge locations follow within minutes, without interruption";
const stays = "Keep blocking; try a rule in count mode only while it is new.";

export const edge: readonly Row[] = [
  ...rowsOf(["aws_wafv2_web_acl"], waf, [
    ["default_action.block", "removed", "exposure", "requests that no rule names are let through", "Keep the default."],
    ["default_action", "any", "downtime", "requests that no rule names are treated otherwise within a minute"],
    ["rule.name", "removed", "exposure", "what that rule stopped is let through", stays],
    ["rule.action.block", "removed", "exposure", "what that rule stopped is let through", stays],
    ["rule.override_action.none", "removed", "exposure", "its rules only count what they stopped", stays],
    [
      "rule.statement.rate_based_statement.limit",
      "raised",
      "exposure",
      "more requests come through from one address",
      "Keep the lower limit.",
    ],
    [
      "rule.statement.managed_rule_group_statement.rule_action_override",
      "any",
      "unjudged",
      "some rules of the group act otherwise",
      "Read which.",
    ],
    ["rule.visibility_config", "any", "cosmetic", "only metrics change"],
    ["rule.name", "added", "downtime", "it may stop requests that are meant", "Try it in count mode first."],
    ["rule.priority", "any", "harmless", "rules are asked in another order"],
    ["rule", "any", "unjudged", "other requests are stopped within a minute"],
    ["visibility_config", "any", "cosmetic", "only metrics change"],
  ]),
  ...rowsOf(["aws_wafv2_web_acl_logging_configuration"], waf, [
    ["redacted_fields", "removed", "exposure", "what was left out of the logs is written to them", "Keep it redacted."],
    ["logging_filter", "any", "unjudged", "other requests are recorded"],
  ]),
  ...rowsOf(["aws_cloudfront_distribution"], cloudfront, [
    ["enabled", "switched-off", "downtime", "the site is gone", "Keep it enabled."],
    ["web_acl_id", "removed", "exposure", "the firewall no longer stands before the site", "Keep the web ACL."],
    [
      "default_cache_behavior.viewer_protocol_policy",
      becomes("allow-all"),
      "exposure",
      "the site answers without TLS",
      "Keep redirect-to-https.",
    ],
    [
      "ordered_cache_behavior.viewer_protocol_policy",
      becomes("allow-all"),
      "exposure",
      "the site answers without TLS",
      "Keep redirect-to-https.",
    ],
    [
      "viewer_certificate.minimum_protocol_version",
      (_subject, { after }) => /^(SSLv3|TLSv1$|TLSv1_|TLSv1\.1)/.test(String(after)),
      "exposure",
      "older TLS is accepted",
      "Keep TLSv1.2_2021 or newer.",
    ],
    ["viewer_certificate", "any", "harmless", edges],
    [
      "restrictions.geo_restriction",
      "any",
      "unjudged",
      "visitors of other countries are let in, or locked out",
      "Compare with the countries in the configuration.",
    ],
    ["origin", "any", "downtime", "what is not cached comes from elsewhere within minutes"],
    ["aliases", "any", "downtime", "it answers to other names"],
    ["logging_config", "removed", "exposure", "requests are no longer recorded", "Keep the logs."],
    ["price_class", "any", "cost", "other edge locations serve it"],
    ["default_cache_behavior", "any", "harmless", edges],
    ["ordered_cache_behavior", "any", "harmless", edges],
    ["custom_error_response", "any", "harmless", edges],
  ]),
  ...rowsOf(["aws_cloudfront_function"], cloudfront, [["code", "any", "harmless", edges]]),
  ...rowsOf(["aws_cloudfront_response_headers_policy"], cloudfront, [
    [
      "security_headers_config",
      "removed",
      "exposure",
      "browsers are no longer told to protect the visitor",
      "Keep the headers.",
    ],
    ["security_headers_config", "any", "unjudged", "browsers are told otherwise how to protect the visitor"],
    ["cors_config", "any", "unjudged", "other web pages may use it"],
  ]),
  ...rowsOf(["aws_cloudfront_cache_policy"], cloudfront, [
    ["default_ttl", "any", "harmless", "answers are kept for another time"],
    ["max_ttl", "any", "harmless", "answers are kept for another time"],
    [
      "parameters_in_cache_key_and_forwarded_to_origin",
      leaves("whitelist"),
      "exposure",
      "one visitor may get another's cached answer",
      "Keep what tells visitors apart in the key.",
    ],
    [
      "parameters_in_cache_key_and_forwarded_to_origin",
      "any",
      "unjudged",
      "answers are told apart otherwise",
      "See that no visitor gets another's answer.",
    ],
  ]),
];
