import type { FieldToMatch, GeoMatchStatement, Rule, Scope, Statement } from "@aws-sdk/client-wafv2";
import { tagFacts, text, type Checker } from "../checker";

export const awsWafv2WebAcl: Checker = {
  group: "Security",
  read: async (resource, { wafv2 }) => {
    const [Name, Id] = [text(resource, "name"), text(resource, "id")];
    const Scope = text(resource, "scope") as Scope;
    const [{ WebACL: acl }, { TagInfoForResource: tags }] = await Promise.all([
      wafv2.getWebACL({ Name, Id, Scope }),
      wafv2.listTagsForResource({ ResourceARN: text(resource, "arn") }),
    ]);
    return (
      acl && {
        name: acl.Name,
        default_action: acl.DefaultAction?.Allow ? "allow" : "block",
        rules: (acl.Rules ?? []).map(describe),
        ...tagFacts(tags?.TagList),
      }
    );
  },
};

export const awsWafv2WebAclAssociation: Checker = {
  group: "Security",
  read: async (resource, { wafv2 }) => {
    const { WebACL: acl } = await wafv2.getWebACLForResource({ ResourceArn: text(resource, "resource_arn") });
    return acl?.ARN === text(resource, "web_acl_arn") ? { web_acl_arn: acl.ARN } : undefined;
  },
};

export const awsWafv2WebAclLoggingConfiguration: Checker = {
  group: "Compliance",
  read: async (resource, { wafv2 }) => {
    const { LoggingConfiguration: logging } = await wafv2.getLoggingConfiguration({
      ResourceArn: text(resource, "resource_arn"),
    });
    return (
      logging && {
        log_destinations: logging.LogDestinationConfigs ?? [],
        redacted_headers: (logging.RedactedFields ?? []).map(({ SingleHeader }) => SingleHeader?.Name ?? "?"),
      }
    );
  },
};

/**
 * Such as `1 AWSManagedRulesCommonRuleSet (none)`, `4 rate-limit-per-ip (block above 2000 in 300 s)`,
 * `1 allowed-countries (block unless from CA US)` or `3 body-size (block body GT 8192)`.
 */
function describe({ Name, Priority, Statement, Action, OverrideAction }: Rule): string {
  const [action = "?"] = Object.keys({ ...Action, ...OverrideAction });
  return `${Priority} ${Name} (${action.toLowerCase()}${condition(Statement)})`;
}

/** What a request must be like to match; nothing for rule groups, which know it themselves. */
function condition(statement: Statement = {}): string {
  const { GeoMatchStatement: geo, NotStatement: not, RateBasedStatement: rate } = statement;
  const { AndStatement: and, OrStatement: or } = statement;
  const { RegexMatchStatement: pattern, SizeConstraintStatement: size } = statement;
  if (not) return ` unless${condition(not.Statement)}`;
  if (and) return (and.Statements ?? []).map(condition).join(" and");
  if (or) return (or.Statements ?? []).map(condition).join(" or");
  if (geo) return `${forwarded(geo)} from ${[...(geo.CountryCodes ?? [])].sort().join(" ")}`;
  if (pattern) return ` ${field(pattern.FieldToMatch)} ~ ${pattern.RegexString}`;
  if (size) return ` ${field(size.FieldToMatch)} ${size.ComparisonOperator} ${size.Size}`;
  if (rate) return ` above ${rate.Limit} in ${rate.EvaluationWindowSec ?? 300} s`;
  return "";
}

/** Whether an address counts that a header names. */
function forwarded({ ForwardedIPConfig: by }: GeoMatchStatement): string {
  return by ? ` ${by.HeaderName}` : "";
}

/** The part of a request that is looked at: `body`, `method`, or a header by its name. */
function field(part: FieldToMatch = {}): string {
  const [kind = "?"] = Object.keys(part);
  return part.SingleHeader?.Name ?? kind.toLowerCase();
}
