import type { Rule } from "@aws-sdk/client-wafv2";
import { tagFacts, text, type Checker } from "../checker";

export const awsWafv2WebAcl: Checker = {
  group: "Security",
  read: async (resource, { wafv2 }) => {
    const [Name, Id] = [text(resource, "name"), text(resource, "id")];
    const [{ WebACL: acl }, { TagInfoForResource: tags }] = await Promise.all([
      wafv2.getWebACL({ Name, Id, Scope: "REGIONAL" }),
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

/** Such as `1 AWSManagedRulesCommonRuleSet (none)` or `4 rate-limit-per-ip (block above 2000 in 300 s)`. */
function describe({ Name, Priority, Statement, Action, OverrideAction }: Rule): string {
  const rate = Statement?.RateBasedStatement;
  const limit = rate ? ` above ${rate.Limit} in ${rate.EvaluationWindowSec ?? 300} s` : "";
  const [action = "?"] = Object.keys({ ...Action, ...OverrideAction });
  return `${Priority} ${Name} (${action.toLowerCase()}${limit})`;
}
