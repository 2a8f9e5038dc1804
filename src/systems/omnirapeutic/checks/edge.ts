import type { OmnirapeuticConfig } from "../../../config";
import type { OmnirapeuticNames } from "../names";
import type { Ungrouped } from "./shared";

const waf = { type: "aws_wafv2_web_acl" };

/** Load balancer, its listeners and targets, and the domain. */
export function edgeChecks(config: OmnirapeuticConfig, { edge }: OmnirapeuticNames): readonly Ungrouped[] {
  const { domainName, certificate } = config.edge;
  const balancer = { type: "aws_lb", where: { name: edge.loadBalancer } };
  const listener = (port: number) => ({ type: "aws_lb_listener", where: { port } });
  const targets = (name: string) => ({ type: "aws_lb_target_group", where: { name } });
  const alias = { type: "aws_route53_record", where: { type: "A", name: `${domainName}.` } };
  return [
    {
      id: "alb-internet-facing",
      title: `Load balancer ${edge.loadBalancer} faces the internet`,
      of: balancer,
      demand: { fact: "scheme", is: "internet-facing" },
    },
    {
      id: "alb-zones",
      title: "Load balancer spans every zone",
      of: balancer,
      demand: { fact: "zones", is: config.network.zones.map(({ name }) => name) },
    },
    {
      id: "alb-http",
      title: "Plain HTTP is redirected",
      of: listener(80),
      demand: { fact: "action", is: "redirect to HTTPS:443 (HTTP_301)" },
    },
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
    ...("hostedZone" in certificate
      ? [{ id: "domain", title: `${domainName} leads to the load balancer`, of: alias, demand: { count: 1 } }]
      : []),
  ];
}

/** TLS, deletion protection and the web application firewall. */
export function edgeSecurityChecks(
  { protection }: OmnirapeuticConfig,
  { edge }: OmnirapeuticNames,
): readonly Ungrouped[] {
  const isProtected = String(protection.allowDestroy.kept);
  return [
    {
      id: "alb-tls",
      title: "HTTPS takes TLS 1.2 and later only",
      of: { type: "aws_lb_listener", where: { port: 443 } },
      demand: { fact: "ssl_policy", is: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    },
    {
      id: "alb-desync",
      title: "Load balancer defends against request smuggling",
      of: { type: "aws_lb" },
      demand: { fact: "desync_mitigation_mode", is: "defensive" },
    },
    {
      id: "alb-deletion-protection",
      title: `Deletion protection of the load balancer is ${isProtected}`,
      of: { type: "aws_lb" },
      demand: { fact: "enable_deletion_protection", is: isProtected },
    },
    {
      id: "waf-rules",
      title: `Firewall ${edge.webAcl} has its four rules, and counts anonymous addresses`,
      of: waf,
      demand: {
        fact: "rules",
        is: [
          "1 AWSManagedRulesCommonRuleSet (none)",
          "2 AWSManagedRulesKnownBadInputsRuleSet (none)",
          "3 AWSManagedRulesSQLiRuleSet (none)",
          "4 rate-limit-per-ip (block above 2000 in 300 s)",
          "5 AWSManagedRulesAnonymousIpList (count)",
        ],
      },
    },
    {
      id: "waf-default",
      title: "Firewall lets the rest pass",
      of: waf,
      demand: { fact: "default_action", is: "allow" },
    },
    {
      id: "waf-association",
      title: "Firewall guards the load balancer",
      of: { type: "aws_wafv2_web_acl_association" },
      demand: { count: 1 },
    },
    {
      id: "waf-redaction",
      title: "Firewall logs no credentials",
      of: { type: "aws_wafv2_web_acl_logging_configuration" },
      demand: { fact: "redacted_headers", is: ["authorization", "cookie"] },
    },
  ];
}
