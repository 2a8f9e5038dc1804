import type { BlueGreen } from "../../../src/constructs/edge/blue-green";
import { TargetGroup, type TargetGroupProps } from "../../../src/constructs/edge/target-group";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import type { SystemStack } from "../../../src/platform/system-stack";
import { synthesize } from "../../support/synthesize";
import { edge, type Edge } from "./edge";

type Changes = Partial<Omit<BlueGreen, "targets">> & {
  readonly targets?: (blue: TargetGroup) => TargetGroup;
  readonly green?: Partial<TargetGroupProps>;
  readonly blue?: Partial<TargetGroupProps>;
};

const common = { vpcId: "vpc-1", port: 8080, healthPath: "/" };

/** A load balancer whose default requests go to blue or green targets. */
function build(scope: SystemStack, { targets, blue, green, ...changes }: Changes = {}): Edge {
  const blueTargets = new TargetGroup(scope, "blue", { name: "sample-blue", ...common, ...blue });
  const greenTargets = new TargetGroup(scope, "green", { name: "sample-green", ...common, ...green });
  return edge(scope, {
    defaultTargets: blueTargets,
    blueGreen: { targets: targets?.(blueTargets) ?? greenTargets, ...changes },
  });
}

const synthesized = (changes: Changes = {}) => synthesize((scope) => void build(scope, changes));
const stack = synthesized();
const ingress = (of = stack) => Object.entries(of.every("aws_vpc_security_group_ingress_rule"));

describe("a load balancer with blue and green targets", () => {
  it("sends all requests to the blue ones first, and all tests to the green ones", () => {
    const shares = (listener: string) => stack.at(`aws_lb_listener.balancer_${listener}`).default_action[0].forward;
    const group = (color: string, weight: number) => ({ arn: `\${aws_lb_target_group.${color}.arn}`, weight });
    expect(shares("https")).toEqual({ target_group: [group("blue", 100), group("green", 0)] });
    expect(shares("test")).toEqual({ target_group: [group("green", 100), group("blue", 0)] });
  });

  it("leaves to CodeDeploy which of both gets them, and nothing else", () => {
    for (const listener of ["https", "test"]) {
      expect(stack.at(`aws_lb_listener.balancer_${listener}`).lifecycle).toEqual({
        ignore_changes: ["default_action"],
      });
    }
    expect(stack.at("aws_lb_listener.balancer_http")).not.toHaveProperty("lifecycle");
    const fixed = synthesize((scope) => void edge(scope)).at("aws_lb_listener.balancer_https");
    expect(fixed).not.toHaveProperty("lifecycle");
  });

  it("listens to tests with the TLS and certificate of clients, on port 8443 or another", () => {
    const [https, test] = ["https", "test"].map((listener) => stack.at(`aws_lb_listener.balancer_${listener}`));
    expect(test).toMatchObject({ port: 8443, protocol: "HTTPS" });
    expect([test!.ssl_policy, test!.certificate_arn]).toEqual([https!.ssl_policy, https!.certificate_arn]);
    expect(synthesized({ testPort: 9443 }).at("aws_lb_listener.balancer_test").port).toBe(9443);
  });

  it("admits nobody to the tests until somebody is named", () => {
    expect(ingress().filter(([, { from_port }]) => from_port === 8443)).toEqual([]);
    const opened = synthesize((scope) => {
      const probe = new SecurityGroup(scope, "probe", { vpcId: "vpc-1", name: "probe", description: "Probe" });
      build(scope, { testers: { office: { cidr: "10.8.0.0/16" }, probe } });
    });
    const tests = ingress(opened).filter(([, { from_port }]) => from_port === 8443);
    expect(tests.map(([id, rule]) => [id, rule.cidr_ipv4 ?? rule.referenced_security_group_id])).toEqual([
      ["balancer_security_group_from_tests_office", "10.8.0.0/16"],
      ["balancer_security_group_from_tests_probe", "${aws_security_group.probe.id}"],
    ]);
  });

  it("chooses the group for a client as lastingly as the target, where targets are sticky: AWS refuses it otherwise", () => {
    const sticky = { stickinessSeconds: 86_400 };
    const [action] = synthesized({ blue: sticky, green: sticky }).at("aws_lb_listener.balancer_https").default_action;
    expect(action.forward.stickiness).toEqual({ enabled: true, duration: 3600 });
  });

  it("offers the listeners and targets to deployments; one with fixed targets has none to offer", () => {
    const outputs = synthesize((scope) => {
      const { productionListenerArn, testListenerArn, blue, green } = build(scope).balancer.traffic;
      const names = [blue.targetGroupName, green.targetGroupName];
      scope.output("traffic", [productionListenerArn, testListenerArn, ...names], { description: "What shifts" });
    });
    expect(outputs.output("traffic").value).toEqual([
      "${aws_lb_listener.balancer_https.arn}",
      "${aws_lb_listener.balancer_test.arn}",
      "sample-blue",
      "sample-green",
    ]);
    expect(() => synthesize((scope) => void edge(scope).balancer.traffic)).toThrow("blueGreen is missing");
  });

  it("routes other targets as before, but never the blue or green ones", () => {
    const route = (choose: (parts: Edge) => TargetGroup) => () =>
      synthesize((scope) => {
        const parts = build(scope, {});
        parts.balancer.route("api", { targets: choose(parts), paths: ["/api/*"], priority: 1 });
      });
    expect(route(({ api }) => api)).not.toThrow();
    for (const color of ["blue", "green"] as const) {
      expect(route(({ balancer }) => balancer.traffic[color])).toThrow("route api: targets are blue or green ones");
    }
  });

  it.each<[Changes, string]>([
    [
      { testers: { all: { cidr: "0.0.0.0/0" } } },
      'testers.all is "0.0.0.0/0"; allowed are security groups and networks',
    ],
    [{ testers: { half: { cidr: "0.0.0.0/1" } } }, "never the internet"],
    [{ testers: { any: { cidr: "10.0.0.0/0" } } }, 'testers.any is "10.0.0.0/0"'],
    [{ testers: { host: { cidr: "office" } } }, 'testers.host is "office"'],
    [{ testPort: 443 }, "testPort is 443; allowed are whole numbers from 1 to 65535, but 80 and 443"],
    [{ testPort: 0 }, "testPort is 0"],
    [{ targets: (blue) => blue }, "targets are defaultTargets"],
    [{ green: { port: 80 } }, "targets have port 80; allowed is that of defaultTargets (8080)"],
    [{ green: { stickinessSeconds: 60 } }, "targets and defaultTargets differ in stickiness"],
  ])("refuses %j", (changes, message) => {
    expect(() => synthesized(changes)).toThrow(message);
  });
});
