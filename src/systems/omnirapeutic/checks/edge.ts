import type { OmnirapeuticNames } from "../names";
import type { Firewall } from "../../shared/checks/edge";
import type { Ungrouped } from "../../shared/checks/grouping";

/** Which requests go where. */
export function routeChecks({ edge }: OmnirapeuticNames): readonly Ungrouped[] {
  const listener = (port: number) => ({ type: "aws_lb_listener", where: { port } });
  const targets = (name: string) => ({ type: "aws_lb_target_group", where: { name } });
  return [
    {
      id: "alb-default",
      title: "HTTPS goes to web",
      of: listener(443),
      demand: { fact: "action", is: `forward to ${edge.targetGroups.web}` },
    },
    {
      id: "alb-api",
      title: "Requests of the API go to api",
      of: { type: "aws_lb_listener_rule", where: { priority: "100" } },
      demand: { fact: "action", is: `forward to ${edge.targetGroups.api}` },
    },
    {
      id: "alb-api-paths",
      title: "Requests of the API are /health and /api/*",
      of: { type: "aws_lb_listener_rule", where: { priority: "100" } },
      demand: { fact: "paths", is: ["/health", "/api/*"] },
    },
    {
      id: "api-health-path",
      title: "Health check of api asks /health",
      of: targets(edge.targetGroups.api),
      demand: { fact: "health_check_path", is: "/health" },
    },
    {
      id: "web-health-path",
      title: "Health check of web asks /",
      of: targets(edge.targetGroups.web),
      demand: { fact: "health_check_path", is: "/" },
    },
  ];
}

export const firewallOf = ({ edge }: OmnirapeuticNames): Firewall => ({
  title: `Firewall ${edge.webAcl} has its four rules, and counts anonymous addresses`,
  rules: [
    "1 AWSManagedRulesCommonRuleSet (none)",
    "2 AWSManagedRulesKnownBadInputsRuleSet (none)",
    "3 AWSManagedRulesSQLiRuleSet (none)",
    "4 rate-limit-per-ip (block above 2000 in 300 s)",
    "5 AWSManagedRulesAnonymousIpList (count)",
  ],
});
