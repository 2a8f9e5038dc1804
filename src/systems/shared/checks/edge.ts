import type { SystemConfig } from "../../../config";
import type { Ungrouped } from "./grouping";

const waf = { type: "aws_wafv2_web_acl" };

/** The load balancer, its redirect, and the domain. @param name of the load balancer */
export function edgeChecks({ edge, network }: SystemConfig, name: string): readonly Ungrouped[] {
  const { domainName, certificate } = edge;
  const balancer = { type: "aws_lb", where: { name } };
  const alias = { type: "aws_route53_record", where: { type: "A", name: `${domainName}.` } };
  return [
    {
      id: "alb-internet-facing",
      title: `Load balancer ${name} faces the internet`,
      of: balancer,
      demand: { fact: "scheme", is: "internet-facing" },
    },
    {
      id: "alb-zones",
      title: "Load balancer spans every zone",
      of: balancer,
      demand: { fact: "zones", is: network.zones.map((zone) => zone.name) },
    },
    {
      id: "alb-http",
      title: "Plain HTTP is redirected",
      of: { type: "aws_lb_listener", where: { port: 80 } },
      demand: { fact: "action", is: "redirect to HTTPS:443 (HTTP_301)" },
    },
    ...("hostedZone" in certificate
      ? [{ id: "domain", title: `${domainName} leads to the load balancer`, of: alias, demand: { count: 1 } }]
      : []),
  ];
}

/** The rules of the firewall as `estate verify` reads them. */
export interface Firewall {
  /** Of its web ACL. @default the system has no other */
  readonly name?: string;
  readonly title: string;
  readonly rules: readonly string[];
  /** What it stands before, and how many they are. @default the load balancer alone */
  readonly guards?: { readonly title: string; readonly count: number };
}

/** TLS, deletion protection and the web application firewall. */
export function edgeSecurityChecks({ protection }: SystemConfig, firewall: Firewall): readonly Ungrouped[] {
  const { guards = { title: "the load balancer", count: 1 } } = firewall;
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
      title: firewall.title,
      of: firewall.name === undefined ? waf : { ...waf, where: { name: firewall.name } },
      demand: { fact: "rules", is: firewall.rules },
    },
    {
      id: "waf-default",
      title: "Firewall lets the rest pass",
      of: waf,
      demand: { fact: "default_action", is: "allow" },
    },
    {
      id: "waf-association",
      title: `Firewall guards ${guards.title}`,
      of: { type: "aws_wafv2_web_acl_association" },
      demand: { count: guards.count },
    },
    {
      id: "waf-redaction",
      title: "Firewall logs no credentials",
      of: { type: "aws_wafv2_web_acl_logging_configuration" },
      demand: { fact: "redacted_headers", is: ["authorization", "cookie"] },
    },
  ];
}
