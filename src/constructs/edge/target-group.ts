import { LbTargetGroup } from "@cdktf/provider-aws/lib/lb-target-group";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import { requireBalancerName } from "./balancer-name";

export interface TargetGroupProps {
  /** Unique in account and region: 1-32 letters, digits and hyphens. */
  readonly name: string;
  readonly vpcId: string;
  /** TCP port that targets listen on, 1-65535. AWS cannot change it in a group that is routed to: give the group a new name too. */
  readonly port: number;
  /**
   * `HTTPS` encrypts again from the load balancer to the target, whose certificate is not verified.
   * @default "HTTP": TLS ends at the load balancer
   */
  readonly protocol?: "HTTP" | "HTTPS";
  /** Path that answers 200 while a target is healthy; starts with `/`, up to 1024 characters. */
  readonly healthPath: string;
  /**
   * Seconds in which a leaving target may finish its requests, 0-3600. ECS sends SIGTERM only after them, so that the
   * stop timeout of a task comes on top.
   * @default 30
   */
  readonly deregistrationDelaySeconds?: number;
  /**
   * Seconds for which a client's requests go to the target that answered its first one, 1-604800, by a cookie of the load
   * balancer. @default each request goes to any target
   */
  readonly stickinessSeconds?: number;
}

/** A target is healthy after 2 good answers and unhealthy after 3 bad ones: 90 seconds of outage at most go unnoticed. */
const HEALTH_CHECK = { interval: 30, timeout: 5, healthyThreshold: 2, unhealthyThreshold: 3, matcher: "200" };

/** Tasks, by their addresses, that a load balancer may send requests to once they answer its health check. */
export class TargetGroup extends Construct {
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  /** The value of the metrics' dimension `TargetGroup`. */
  readonly arnSuffix: string;
  readonly port: number;
  /** Whether a client stays with one target. */
  readonly isSticky: boolean;
  private readonly protocol: "HTTP" | "HTTPS";
  private readonly routes: ITerraformDependable[] = [];

  /** @throws Error when AWS would refuse name, port, path or delay */
  constructor(scope: Construct, id: string, props: TargetGroupProps) {
    super(scope, id);
    requireValid(this, props);
    const { name, protocol = "HTTP", stickinessSeconds } = props;
    this.protocol = protocol;
    const group = new LbTargetGroup(this, "Resource", {
      name,
      vpcId: props.vpcId,
      targetType: "ip", // the only type of Fargate tasks
      port: props.port,
      protocol,
      deregistrationDelay: String(props.deregistrationDelaySeconds ?? 30),
      slowStart: 0,
      healthCheck: { enabled: true, path: props.healthPath, protocol, port: "traffic-port", ...HEALTH_CHECK },
      ...(stickinessSeconds !== undefined && {
        stickiness: { enabled: true, type: "lb_cookie", cookieDuration: stickinessSeconds },
      }),
      tags: { Name: name },
    });
    this.targetGroupArn = group.arn;
    this.targetGroupName = name;
    this.arnSuffix = group.arnSuffix;
    this.port = props.port;
    this.isSticky = stickinessSeconds !== undefined;
  }

  /** Listeners and rules that forward here: ECS refuses a service whose target group no load balancer uses yet. */
  get routedBy(): readonly ITerraformDependable[] {
    return this.routes;
  }

  /** Called for targets behind a rule of a listener, once: Checkov passes those behind a listener's default action. */
  acknowledgePlainHttp(): void {
    if (this.protocol !== "HTTP") return;
    acknowledgeByDesign(
      this,
      "alb-target-groups-use-https",
      "TLS ends at the load balancer; behind it requests stay in the VPC, between two security groups.",
      "docs/decisions/0405-tls-to-containers.md",
    );
  }

  /** Called by the load balancer that forwards here. */
  addRoute(route: ITerraformDependable): void {
    this.routes.push(route);
  }
}

function requireValid(group: TargetGroup, props: TargetGroupProps): void {
  requireBalancerName(group, props.name);
  const { port, healthPath, deregistrationDelaySeconds: delay = 30, stickinessSeconds: sticky = 1 } = props;
  const problem = [
    !isWhole(port, 1, 65535) && `port is ${port}; allowed are whole numbers from 1 to 65535`,
    !/^\/[\x21-\x7e]{0,1023}$/.test(healthPath) &&
      `healthPath is "${healthPath}"; allowed is a path that starts with /, up to 1024 characters without spaces`,
    !isWhole(delay, 0, 3600) && `deregistrationDelaySeconds is ${delay}; allowed are whole numbers from 0 to 3600`,
    !isWhole(sticky, 1, 604_800) && `stickinessSeconds is ${sticky}; allowed are whole numbers from 1 to 604800`,
  ].find((found) => found !== false);
  if (problem !== undefined) {
    throw new Error(`[${group.node.path}] ${problem}. Change it in the target group's properties.`);
  }
}

function isWhole(value: number, min: number, max: number): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
