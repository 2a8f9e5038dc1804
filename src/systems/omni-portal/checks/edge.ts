import type { OmniPortalConfig } from "../../../config";
import type { Firewall } from "../../shared/checks/edge";
import type { Ungrouped } from "../../shared/checks/grouping";
import type { OmniPortalNames } from "../names";

/** The rules of the firewall, in their order. */
export const FIREWALL: Firewall = {
  title: "Firewall has its five rules, and counts anonymous addresses",
  rules: [
    "1 AWSManagedRulesCommonRuleSet (none)",
    "2 AWSManagedRulesKnownBadInputsRuleSet (none)",
    "3 AWSManagedRulesSQLiRuleSet (none)",
    "4 AWSManagedRulesAmazonIpReputationList (none)",
    "5 rate-limit-per-ip (block above 2000 in 300 s)",
    "6 AWSManagedRulesAnonymousIpList (count)",
  ],
};

/** Where requests go, and how long a client stays with a task. */
export function routeChecks({ api }: OmniPortalConfig, { edge }: OmniPortalNames): readonly Ungrouped[] {
  const { blue, green } = edge.targetGroups;
  const names = api.deployments.strategy === "rolling" ? [blue] : [blue, green];
  const targets = { type: "aws_lb_target_group", where: { name: names } };
  return [
    {
      id: "api-targets",
      title: names.length === 1 ? "One target group" : "A target group for the old tasks and one for the new",
      of: targets,
      demand: { count: names.length },
    },
    {
      id: "api-health-path",
      title: `Health check asks ${api.healthPath}`,
      of: targets,
      demand: { fact: "health_check_path", is: api.healthPath },
    },
  ];
}
