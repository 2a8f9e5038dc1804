import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

describe.each(omnirapeuticDeployments.map(({ environment, account }) => ({ environment, account })))(
  "edge of Omnirapeutic in $environment",
  ({ environment, account }) => {
    const prefix = `omnirapeutic-${environment}`;
    const stack = omnirapeuticIn(environment);
    const balancer = stack.only("aws_lb");
    const https = stack.at("aws_lb_listener.load_balancer_https");

    it("is a load balancer that faces the internet in the public subnets of three zones [001-alb-public-subnets] [002-alb-exists] [002-alb-internet-facing] [002-alb-multi-az] [002-alb-name]", () => {
      expect(balancer).toMatchObject({ name: `${prefix}-alb`, load_balancer_type: "application", internal: false });
      expect(balancer.subnets).toEqual(["a", "b", "c"].map((zone) => `\${aws_subnet.network_public_${zone}.id}`));
    });

    it("ends TLS 1.2 or later with a validated certificate [001-alb-https] [001-alb-certificate] [002-listener-https] [002-tls-client] [004-pending-https] [004-pending-acm]", () => {
      expect(https).toMatchObject({
        port: 443,
        protocol: "HTTPS",
        ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
        certificate_arn: "${aws_acm_certificate_validation.certificate_validation.certificate_arn}",
      });
      expect(stack.only("aws_acm_certificate").validation_method).toBe("DNS");
    });

    it("redirects plain HTTP [002-listener-http] [004-pending-redirect]", () => {
      expect(stack.at("aws_lb_listener.load_balancer_http")).toMatchObject({
        port: 80,
        protocol: "HTTP",
        default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
      });
    });

    it("sends /health and /api/* to api and the rest to web [002-target-groups-by-path] [004-route-health] [004-route-api] [004-route-default] [004-integration-alb] [004-overview-alb] [004-res-listener-rule] [002-route-api] [002-route-web]", () => {
      expect(stack.only("aws_lb_listener_rule")).toMatchObject({
        listener_arn: "${aws_lb_listener.load_balancer_https.arn}",
        priority: 100,
        condition: [{ path_pattern: { values: ["/health", "/api/*"] } }],
        action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.api_targets.arn}" }],
      });
      expect(https.default_action).toEqual([
        { type: "forward", target_group_arn: "${aws_lb_target_group.web_targets.arn}" },
      ]);
    });

    it("asks api for /health every 30 seconds, with thresholds 2 and 3 [002-target-group-api] [002-health-path-api] [004-arch-target-group-name] [004-health-path] [004-health-interval] [004-health-healthy] [004-health-unhealthy] [004-res-target-group]", () => {
      const group = stack.at("aws_lb_target_group.api_targets");
      expect(group).toMatchObject({ name: `${prefix}-api-tg`, port: 3000, target_type: "ip" });
      expect(group.health_check).toMatchObject({
        path: "/health",
        interval: 30,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
      });
    });

    it("asks web for / [002-target-group-web] [002-health-path-web]", () => {
      const group = stack.at("aws_lb_target_group.web_targets");
      expect({ name: group.name, path: group.health_check.path }).toEqual({ name: `${prefix}-web-tg`, path: "/" });
    });

    it("speaks HTTP to the tasks, by their addresses in the VPC [002-tls-alb-ecs]", () => {
      for (const group of Object.values(stack.every("aws_lb_target_group"))) {
        expect(group).toMatchObject({ protocol: "HTTP", target_type: "ip", vpc_id: "${aws_vpc.network.id}" });
      }
    });

    it("admits everybody on 80 and 443 and nobody else [002-sg-alb-in-80] [002-sg-alb-in-443] [002-sg-alb-in-only]", () => {
      const group = "${aws_security_group.load_balancer_security_group.id}";
      const rules = Object.values(stack.every("aws_vpc_security_group_ingress_rule")).filter(
        ({ security_group_id }) => security_group_id === group,
      );
      const open = rules.map(({ from_port, to_port, cidr_ipv4 }) => ({ from_port, to_port, cidr_ipv4 }));
      const everybody = (port: number) => ({ from_port: port, to_port: port, cidr_ipv4: "0.0.0.0/0" });
      expect(open).toHaveLength(2);
      expect(open).toEqual(expect.arrayContaining([everybody(80), everybody(443)]));
      expect(balancer.security_groups).toEqual([group]);
    });

    it("goes out to the tasks' group only [002-sg-alb-out]", () => {
      const rules = Object.values(stack.every("aws_vpc_security_group_egress_rule")).filter(
        ({ security_group_id }) => security_group_id === "${aws_security_group.load_balancer_security_group.id}",
      );
      const groups = new Set(rules.map(({ referenced_security_group_id }) => referenced_security_group_id as string));
      const [tasks] = Object.entries(stack.every("aws_security_group")).find(
        ([, { name }]) => name === `${prefix}-ecs-sg`,
      )!;
      expect([...groups]).toEqual([`\${aws_security_group.${tasks}.id}`]);
    });

    it("logs requests to an encrypted bucket that load balancers can write to [002-alb-access-logs] [002-enc-s3-alb-logs]", () => {
      expect(stack.at("aws_s3_bucket.load_balancer_logs").bucket).toBe(`${prefix}-alb-logs-${account}`);
      expect(balancer.access_logs).toMatchObject({
        bucket: "${aws_s3_bucket.load_balancer_logs.bucket}",
        enabled: true,
      });
      const { rule } = stack.at("aws_s3_bucket_server_side_encryption_configuration.load_balancer_logs_encryption");
      expect(rule[0].apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
    });

    describe("firewall", () => {
      const acl = stack.only("aws_wafv2_web_acl");
      const managed = (priority: number, name: string) => ({
        priority,
        override_action: { none: {} },
        statement: { managed_rule_group_statement: { vendor_name: "AWS", name } },
      });

      it("is regional and lets pass what no rule blocks [002-waf-regional] [002-waf-default-allow]", () => {
        expect(acl).toMatchObject({ name: `${prefix}-waf`, scope: "REGIONAL", default_action: { allow: {} } });
      });

      it("blocks by AWS's common rules first [002-waf-common]", () => {
        expect(acl.rule[0]).toMatchObject(managed(1, "AWSManagedRulesCommonRuleSet"));
      });

      it("then known bad inputs [002-waf-bad-inputs]", () => {
        expect(acl.rule[1]).toMatchObject(managed(2, "AWSManagedRulesKnownBadInputsRuleSet"));
      });

      it("then SQL injection [002-waf-sqli]", () => {
        expect(acl.rule[2]).toMatchObject(managed(3, "AWSManagedRulesSQLiRuleSet"));
      });

      it("then addresses above 2000 requests in 5 minutes [002-waf-rate]", () => {
        expect(acl.rule[3]).toMatchObject({
          priority: 4,
          action: { block: {} },
          statement: { rate_based_statement: { limit: 2000, evaluation_window_sec: 300, aggregate_key_type: "IP" } },
        });
      });

      it("blocks by nothing else: anonymous addresses, such as a VPN's, are only counted", () => {
        expect(acl.rule).toHaveLength(5);
        expect(acl.rule[4]).toMatchObject({
          ...managed(5, "AWSManagedRulesAnonymousIpList"),
          override_action: { count: {} },
        });
      });

      it("measures itself and every rule [002-waf-metrics]", () => {
        const measured = [acl, ...(acl.rule as (typeof acl)[])].map(({ visibility_config }) => visibility_config);
        expect(measured.every(({ cloudwatch_metrics_enabled }) => cloudwatch_metrics_enabled === true)).toBe(true);
      });

      it("inspects what reaches the load balancer [002-waf-association]", () => {
        expect(stack.only("aws_wafv2_web_acl_association")).toMatchObject({
          web_acl_arn: "${aws_wafv2_web_acl.waf.arn}",
          resource_arn: "${aws_lb.load_balancer.arn}",
        });
      });
    });

    describe("alarms", () => {
      const common = { comparison_operator: "GreaterThanThreshold", treat_missing_data: "notBreaching" };
      const ofBalancer = { LoadBalancer: "${aws_lb.load_balancer.arn_suffix}" };
      const alarm = (name: string) =>
        Object.values(stack.every("aws_cloudwatch_metric_alarm")).find(
          ({ alarm_name }) => alarm_name === `${prefix}-${name}`,
        );

      it("tell of failing requests [002-alarm-alb-target-5xx]", () => {
        expect(alarm("alb-target-5xx")).toMatchObject({
          ...common,
          namespace: "AWS/ApplicationELB",
          metric_name: "HTTPCode_Target_5XX_Count",
          statistic: "Sum",
          threshold: 10,
          period: 300,
          evaluation_periods: 2,
          dimensions: ofBalancer,
        });
      });

      it("tell of unhealthy tasks of api [002-alarm-alb-unhealthy-hosts]", () => {
        expect(alarm("alb-unhealthy-hosts")).toMatchObject({
          ...common,
          namespace: "AWS/ApplicationELB",
          metric_name: "UnHealthyHostCount",
          statistic: "Maximum",
          threshold: 0,
          period: 60,
          evaluation_periods: 5,
          dimensions: { ...ofBalancer, TargetGroup: "${aws_lb_target_group.api_targets.arn_suffix}" },
        });
      });

      it("tell of slow answers [002-alarm-alb-response-time]", () => {
        expect(alarm("alb-response-time")).toMatchObject({
          ...common,
          namespace: "AWS/ApplicationELB",
          metric_name: "TargetResponseTime",
          extended_statistic: "p95",
          evaluate_low_sample_count_percentiles: "ignore",
          threshold: 1,
          period: 300,
          evaluation_periods: 3,
          dimensions: ofBalancer,
        });
      });

      it("tell of many blocked requests [002-alarm-waf-blocked-high]", () => {
        expect(alarm("waf-blocked-high")).toMatchObject({
          ...common,
          namespace: "AWS/WAFV2",
          metric_name: "BlockedRequests",
          statistic: "Sum",
          threshold: 500,
          period: 300,
          evaluation_periods: 2,
          dimensions: { WebACL: `${prefix}-waf`, Region: "us-east-1", Rule: "ALL" },
        });
      });
    });
  },
);
