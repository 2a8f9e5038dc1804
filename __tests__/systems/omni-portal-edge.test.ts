import { environments, omniPortalIn } from "../support/omni-portal";
import type { Block } from "../support/synthesize";

describe.each(environments)("the edge of OmniPortal in $environment", ({ environment, prefix, config }) => {
  const stack = omniPortalIn(environment);
  const balancer = stack.only("aws_lb");
  const https = stack.at("aws_lb_listener.load_balancer_https");
  const firewall = stack.only("aws_wafv2_web_acl");
  const rules = Object.fromEntries((firewall.rule as Block[]).map((rule) => [rule.name as string, rule]));

  it("is one load balancer that faces the internet in three zones, and logs [000-edge-alb-public] [000-module-alb]", () => {
    expect(balancer).toMatchObject({ name: `${prefix}-alb`, internal: false, load_balancer_type: "application" });
    expect(balancer.subnets).toEqual(["a", "b", "c"].map((zone) => `\${aws_subnet.network_public_${zone}.id}`));
    expect([balancer.access_logs.enabled, balancer.connection_logs.enabled]).toEqual([true, true]);
  });

  it("ends TLS 1.2 or later with a certificate of ACM [000-edge-tls-terminates-at-alb] [000-tls-client-to-alb]", () => {
    expect(https).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      certificate_arn: "${aws_acm_certificate_validation.certificate_validation.certificate_arn}",
    });
  });

  it("redirects plain HTTP and forwards none of it [000-edge-http-redirects] [000-module-alb]", () => {
    expect(stack.at("aws_lb_listener.load_balancer_http")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    });
    const plain = Object.values(stack.every("aws_lb_listener")).filter(({ protocol }) => protocol !== "HTTPS");
    expect(plain).toHaveLength(1);
  });

  it("asks the service for its health and keeps a client with its task [000-alb-health-checks]", () => {
    for (const group of Object.values(stack.every("aws_lb_target_group"))) {
      expect(group).toMatchObject({
        port: 80,
        protocol: "HTTP",
        health_check: { enabled: true, path: "/api/health", matcher: "200" },
        stickiness: { enabled: true, type: "lb_cookie", cookie_duration: config.api.stickinessSeconds },
      });
      expect((group.name as string).length).toBeLessThanOrEqual(32);
    }
    const [action] = https.default_action as [Block];
    const shifted = ["blue", "green"].map((colour) => `\${aws_lb_target_group.api_targets_${colour}.arn}`);
    expect(action.type).toBe("forward");
    if (environment === "dev") expect(action.target_group_arn).toBe(shifted[0]);
    else expect((action.forward.target_group as Block[]).map(({ arn }) => arn as string)).toEqual(shifted);
  });

  it("has a firewall before it [000-edge-waf-before-alb]", () => {
    expect(firewall.scope).toBe("REGIONAL");
    expect(stack.only("aws_wafv2_web_acl_association")).toMatchObject({
      resource_arn: "${aws_lb.load_balancer.arn}",
      web_acl_arn: "${aws_wafv2_web_acl.waf.arn}",
    });
  });

  it.each<[string, string, object, string]>([
    ["SQLi", "AWSManagedRulesSQLiRuleSet", { none: {} }, "[000-waf-managed-sqli]"],
    ["Common, with cross-site scripting", "AWSManagedRulesCommonRuleSet", { none: {} }, "[000-waf-managed-xss]"],
    ["KnownBadInputs", "AWSManagedRulesKnownBadInputsRuleSet", { none: {} }, "[000-waf-known-bad-inputs]"],
    ["IP reputation", "AWSManagedRulesAmazonIpReputationList", { none: {} }, "[000-waf-ip-reputation]"],
    ["AnonymousIpList", "AWSManagedRulesAnonymousIpList", { count: {} }, "[000-waf-anonymous-ip-count]"],
  ])("asks %s in the decided mode", (_what, group, mode) => {
    const { override_action, statement } = rules[group]!;
    expect(override_action).toEqual(mode);
    expect(statement.managed_rule_group_statement).toEqual({ vendor_name: "AWS", name: group });
  });

  it("blocks an address above 2000 requests in five minutes [000-waf-rate-limit]", () => {
    const { action, statement } = rules["rate-limit-per-ip"]!;
    expect(action).toEqual({ block: {} });
    expect(statement.rate_based_statement).toMatchObject({
      limit: 2000,
      evaluation_window_sec: 300,
      aggregate_key_type: "IP",
    });
  });

  it("measures the firewall and each rule under a name of its own [000-waf-metrics-on]", () => {
    const measured = [firewall, ...(firewall.rule as Block[])].map(
      ({ visibility_config }) => visibility_config as Block,
    );
    for (const each of measured) {
      expect(each).toMatchObject({ cloudwatch_metrics_enabled: true, sampled_requests_enabled: true });
    }
    expect(new Set(measured.map(({ metric_name }) => metric_name as string)).size).toBe(measured.length);
  });
});
