import { TargetGroup, type TargetGroupProps } from "../../../src/constructs/edge/target-group";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { synthesize } from "../../support/synthesize";
import { edge } from "./edge";

const sample: TargetGroupProps = { name: "sample-api-tg", vpcId: "vpc-1", port: 3000, healthPath: "/health" };

function targetGroup(changes: Partial<TargetGroupProps> = {}) {
  let rules: string[] = [];
  const block = synthesize((stack) => {
    new TargetGroup(stack, "targets", { ...sample, ...changes }).acknowledgePlainHttp();
    rules = acknowledgementsIn(stack).map(({ rule }) => rule);
  }).at("aws_lb_target_group.targets");
  return { block, rules };
}

describe("TargetGroup", () => {
  it("asks the health path every 30 seconds, with 2 good and 3 bad answers as thresholds", () => {
    expect(targetGroup().block).toMatchObject({
      name: "sample-api-tg",
      vpc_id: "vpc-1",
      target_type: "ip",
      port: 3000,
      protocol: "HTTP",
      slow_start: 0,
      deregistration_delay: "30",
      health_check: {
        enabled: true,
        path: "/health",
        protocol: "HTTP",
        interval: 30,
        timeout: 5,
        healthy_threshold: 2,
        unhealthy_threshold: 3,
        matcher: "200",
      },
    });
  });

  it("speaks HTTP inside the VPC and says so to scanners, or encrypts again", () => {
    expect(targetGroup().rules).toEqual(["alb-target-groups-use-https"]);
    const { block, rules } = targetGroup({ protocol: "HTTPS" });
    expect({ protocol: block.protocol, health: block.health_check.protocol, rules }).toEqual({
      protocol: "HTTPS",
      health: "HTTPS",
      rules: [],
    });
  });

  it("knows which listener and rules forward to it", () => {
    const outputs = synthesize((stack) => {
      const { balancer, api, web } = edge(stack);
      expect(api.routedBy).toHaveLength(0);
      balancer.route("api", { targets: api, paths: ["/api/*"], priority: 1 });
      const routes = [...api.routedBy, ...web.routedBy].map(({ fqn }) => fqn);
      stack.output("routes", routes, { description: "What forwards to the targets" });
    });
    expect(outputs.output("routes").value).toEqual([
      "${aws_lb_listener_rule.balancer_api}",
      "${aws_lb_listener.balancer_https}",
    ]);
  });

  it.each<[Partial<TargetGroupProps>, string]>([
    [{ name: "a".repeat(33) }, "allowed are 1-32 letters, digits and hyphens"],
    [{ name: "-api" }, 'name is "-api"'],
    [{ name: "api_tg" }, 'name is "api_tg"'],
    [{ name: "internal-api" }, "not starting with internal-"],
    [{ port: 0 }, "port is 0; allowed are whole numbers from 1 to 65535"],
    [{ port: 80.5 }, "port is 80.5"],
    [{ healthPath: "health" }, 'healthPath is "health"; allowed is a path that starts with /'],
    [{ healthPath: "" }, 'healthPath is ""'],
    [{ healthPath: "/a b" }, 'healthPath is "/a b"'],
    [
      { deregistrationDelaySeconds: 3601 },
      "deregistrationDelaySeconds is 3601; allowed are whole numbers from 0 to 3600",
    ],
    [{ stickinessSeconds: 0 }, "stickinessSeconds is 0; allowed are whole numbers from 1 to 604800"],
    [{ stickinessSeconds: 604_801 }, "stickinessSeconds is 604801"],
  ])("refuses %j", (changes, message) => {
    expect(() => targetGroup(changes)).toThrow(message);
  });

  it("keeps a client with one target only where it is told to", () => {
    expect(targetGroup().block).not.toHaveProperty("stickiness");
    expect(targetGroup({ stickinessSeconds: 86_400 }).block.stickiness).toEqual({
      enabled: true,
      type: "lb_cookie",
      cookie_duration: 86_400,
    });
  });

  it("takes a delay of 0", () => {
    expect(targetGroup({ deregistrationDelaySeconds: 0 }).block.deregistration_delay).toBe("0");
  });
});
