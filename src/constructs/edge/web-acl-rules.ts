import type { Wafv2WebAclRule } from "@cdktf/provider-aws/lib/wafv2-web-acl";

/** The rule groups of AWS that a web ACL may use; each has its own capacity units, 1500 together. */
export type ManagedRuleGroup =
  | "AWSManagedRulesCommonRuleSet"
  | "AWSManagedRulesKnownBadInputsRuleSet"
  | "AWSManagedRulesSQLiRuleSet"
  | "AWSManagedRulesAmazonIpReputationList"
  | "AWSManagedRulesAnonymousIpList";

/** What every kind of rule says. */
export interface Position {
  /** 0 or more, unique in the web ACL; the lowest is asked first. */
  readonly priority: number;
}

export interface ManagedGroupProps extends Position {
  /** `count` only counts what would be blocked, to try a group out. @default "block" */
  readonly action?: "block" | "count";
}

export interface RateLimitProps extends Position {
  /** Requests of one address in the window above which it is blocked, 10-2000000000. */
  readonly limit: number;
  /** Seconds that are looked back. */
  readonly windowSeconds: 60 | 120 | 300 | 600;
}

/** A rule group that AWS keeps up to date, with the actions that its rules have (`override none`). */
export function managedGroup(group: ManagedRuleGroup, props: ManagedGroupProps): Wafv2WebAclRule {
  return {
    name: group,
    priority: props.priority,
    overrideAction: props.action === "count" ? { count: {} } : { none: {} },
    statement: { managed_rule_group_statement: { vendor_name: "AWS", name: group } },
    visibilityConfig: measured(group),
  };
}

/**
 * Blocks every address that asks too often, until it asks less. 164.308(a)(5)(ii)(B)
 *
 * @throws Error when WAF would refuse the limit
 */
export function rateLimit(name: string, { priority, limit, windowSeconds }: RateLimitProps): Wafv2WebAclRule {
  if (!Number.isInteger(limit) || limit < 10 || limit > 2_000_000_000) {
    throw new Error(`[${name}] limit is ${limit}; allowed are whole numbers from 10 to 2000000000. Change the rule.`);
  }
  return {
    name,
    priority,
    action: { block: {} },
    statement: {
      rate_based_statement: { limit, evaluation_window_sec: windowSeconds, aggregate_key_type: "IP" },
    },
    visibilityConfig: measured(name),
  };
}

/** Counts in CloudWatch under the name, and keeps samples of requests. 164.312(b) */
export function measured(metricName: string) {
  return { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: true, metricName };
}
