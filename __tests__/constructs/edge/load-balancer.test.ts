import type { Route } from "../../../src/constructs/edge/listener-rule";
import type { LoadBalancerProps } from "../../../src/constructs/edge/load-balancer";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { statementsOf, synthesize } from "../../support/synthesize";
import { edge } from "./edge";

const stack = synthesize((scope) => {
  const { balancer, api, web } = edge(scope);
  const workloads = new SecurityGroup(scope, "tasks", { vpcId: "vpc-1", name: "sample-tasks", description: "Tasks" });
  const topic = new AlarmTopic(scope, "alarms", { name: "sample-alarms", keyArn: "arn:key", subscribers: [] });
  balancer.route("api", { targets: api, paths: ["/health", "/api/*"], priority: 100 });
  balancer.connectTo("api", workloads, api.port, "Requests of clients");
  balancer.watch(topic, api);
  balancer.watchTargets("web", topic, web);
});

function balancer(changes: Partial<LoadBalancerProps>) {
  return synthesize((scope) => void edge(scope, changes)).only("aws_lb");
}

function route(...routes: readonly Partial<Route>[]): () => void {
  return () =>
    synthesize((scope) => {
      const { balancer: target, api: targets } = edge(scope);
      routes.forEach((changes, index) =>
        target.route(`route_${index}`, { targets, paths: ["/api/*"], priority: 1, ...changes }),
      );
    });
}

describe("LoadBalancer", () => {
  it("faces the internet, turns malformed requests away, and cannot be deleted by mistake", () => {
    expect(stack.only("aws_lb")).toMatchObject({
      name: "sample-alb",
      load_balancer_type: "application",
      internal: false,
      subnets: ["subnet-a", "subnet-b"],
      drop_invalid_header_fields: true,
      desync_mitigation_mode: "defensive",
      enable_waf_fail_open: false,
      enable_deletion_protection: true,
      idle_timeout: 60,
    });
    expect(
      balancer({ protection: { kept: false, reason: "A sample that goes away." } }).enable_deletion_protection,
    ).toBe(false);
  });

  it("says why the internet reaches it, and why its protection is off where it is", () => {
    const rulesOf = (changes: Partial<LoadBalancerProps>): string[] => {
      let rules: string[] = [];
      synthesize((scope) => {
        const { balancer: door } = edge(scope, changes);
        rules = acknowledgementsIn(door).map(({ rule, constructPath }) => `${rule} ${constructPath}`);
      });
      return rules.sort();
    };
    const door = [
      "alb-is-not-public sample-dev/balancer/Resource",
      "open-ingress-only-on-authorized-ports sample-dev/balancer/security_group/from_internet_http",
      "open-ingress-only-on-authorized-ports sample-dev/balancer/security_group/from_internet_https",
      "security-groups-close-http sample-dev/balancer/security_group/from_internet_http",
    ];
    expect(rulesOf({})).toEqual(door);
    expect(rulesOf({ protection: { kept: false, reason: "A sample that goes away." } })).toEqual(
      ["load-balancers-are-protected-from-deletion sample-dev/balancer/Resource", ...door].sort(),
    );
  });

  it("writes access and connection logs to a bucket that admits only load balancers of the account", () => {
    expect(stack.only("aws_lb")).toMatchObject({
      access_logs: { bucket: "${aws_s3_bucket.logs.bucket}", prefix: "access", enabled: true },
      connection_logs: { bucket: "${aws_s3_bucket.logs.bucket}", prefix: "connections", enabled: true },
      depends_on: ["aws_s3_bucket_policy.logs_policy"],
    });
    const statements = statementsOf(stack.at("aws_s3_bucket_policy.logs_policy").policy);
    expect(statements.filter(({ Effect }) => Effect === "Allow")).toEqual([
      {
        Sid: "LogsOfLoadBalancersOfThisAccount",
        Effect: "Allow",
        Principal: { Service: "logdelivery.elasticloadbalancing.amazonaws.com" },
        Action: "s3:PutObject",
        Resource: [
          "arn:aws:s3:::sample-alb-logs/access/AWSLogs/123456789012/*",
          "arn:aws:s3:::sample-alb-logs/connections/AWSLogs/123456789012/*",
        ],
        Condition: {
          StringEquals: { "aws:SourceAccount": "123456789012" },
          ArnLike: { "aws:SourceArn": "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/*" },
        },
      },
    ]);
  });

  it("encrypts its logs with S3's own key, the only one that AWS writes with", () => {
    const [rule] = stack.at("aws_s3_bucket_server_side_encryption_configuration.logs_encryption").rule;
    expect(rule.apply_server_side_encryption_by_default).toEqual({ sse_algorithm: "AES256" });
  });

  it("speaks TLS 1.2 or later, and on port 80 only says where to go", () => {
    expect(stack.at("aws_lb_listener.balancer_https")).toMatchObject({
      port: 443,
      protocol: "HTTPS",
      ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06",
      default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.web_targets.arn}" }],
    });
    expect(stack.at("aws_lb_listener.balancer_http")).toMatchObject({
      port: 80,
      protocol: "HTTP",
      default_action: [{ type: "redirect", redirect: { protocol: "HTTPS", port: "443", status_code: "HTTP_301" } }],
    });
  });

  it("admits the internet on 80 and 443 and goes out to its workloads' ports only", () => {
    const ingress = Object.entries(stack.every("aws_vpc_security_group_ingress_rule"));
    expect(ingress.map(([id, { from_port, cidr_ipv4 }]) => [id, from_port, cidr_ipv4])).toEqual([
      ["balancer_security_group_from_internet_https", 443, "0.0.0.0/0"],
      ["balancer_security_group_from_internet_http", 80, "0.0.0.0/0"],
      ["tasks_from_balancer_api", 3000, undefined],
    ]);
    expect(stack.only("aws_vpc_security_group_egress_rule")).toMatchObject({
      security_group_id: "${aws_security_group.balancer_security_group.id}",
      referenced_security_group_id: "${aws_security_group.tasks.id}",
      from_port: 3000,
    });
  });

  it("routes paths to targets", () => {
    expect(stack.only("aws_lb_listener_rule")).toMatchObject({
      listener_arn: "${aws_lb_listener.balancer_https.arn}",
      priority: 100,
      condition: [{ path_pattern: { values: ["/health", "/api/*"] } }],
      action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.api_targets.arn}" }],
    });
  });

  it("is watched for errors, slowness and unhealthy targets, and more targets by alarms of their own", () => {
    const alarms = Object.values(stack.every("aws_cloudwatch_metric_alarm"));
    expect(alarms.map(({ alarm_name }) => alarm_name as string).sort()).toEqual([
      "sample-alb-response-time",
      "sample-alb-target-5xx",
      "sample-alb-unhealthy-hosts",
      "sample-alb-web-unhealthy-hosts",
    ]);
    expect(stack.at("aws_cloudwatch_metric_alarm.balancer_alarms_web_unhealthy_hosts").dimensions).toEqual({
      LoadBalancer: "${aws_lb.balancer.arn_suffix}",
      TargetGroup: "${aws_lb_target_group.web_targets.arn_suffix}",
    });
  });

  it("refuses two routes of one priority and names both", () => {
    expect(route({ priority: 100 }, { priority: 100 })).toThrow(
      "route route_1: priority is 100, which route route_0 has; allowed is a number of its own for each of route_0 and route_1",
    );
    expect(route({ priority: 1 }, { priority: 50_000 })).not.toThrow();
  });

  it.each<[Partial<Route>, string]>([
    [{ priority: 0 }, "priority is 0; allowed are whole numbers from 1 to 50000"],
    [{ priority: 50_001 }, "priority is 50001"],
    [{ priority: 1.5 }, "priority is 1.5"],
    [{ paths: [] }, "paths has 0 patterns; allowed are 1-5"],
    [{ paths: ["/1", "/2", "/3", "/4", "/5", "/6"] }, "paths has 6 patterns"],
    [{ paths: ["api/*"] }, 'path is "api/*"; allowed is /'],
    [{ paths: ["/a b"] }, 'path is "/a b"'],
    [{ paths: [`/${"a".repeat(128)}`] }, "up to 127 letters"],
  ])("refuses the route %j", (changes, message) => {
    expect(route(changes)).toThrow(message);
  });

  it.each<[Partial<LoadBalancerProps>, string]>([
    [{ name: "sample_alb" }, 'name is "sample_alb"; allowed are 1-32'],
    [{ publicSubnetIds: ["subnet-a"] }, "publicSubnetIds has 1; allowed are 2 or more"],
    [{ idleTimeoutSeconds: 0 }, "idleTimeoutSeconds is 0; allowed are whole numbers from 1 to 4000"],
  ])("refuses %j", (changes, message) => {
    expect(() => balancer(changes)).toThrow(message);
  });
});
