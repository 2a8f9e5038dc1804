import { AccessLogsBucket } from "../../../src/constructs/data-stores/access-logs-bucket";
import { Certificate } from "../../../src/constructs/edge/certificate";
import { LoadBalancer, type LoadBalancerProps } from "../../../src/constructs/edge/load-balancer";
import { LoadBalancerLogs } from "../../../src/constructs/edge/load-balancer-logs";
import { TargetGroup } from "../../../src/constructs/edge/target-group";
import type { SystemStack } from "../../../src/platform/system-stack";

const protection = { kept: true } as const;

/** The parts that tests of the edge wire together. */
export interface Edge {
  readonly balancer: LoadBalancer;
  readonly api: TargetGroup;
  readonly web: TargetGroup;
}

/** A load balancer with everything that it needs. */
export function edge(stack: SystemStack, changes: Partial<LoadBalancerProps> = {}): Edge {
  const accessLogs = new AccessLogsBucket(stack, "access_logs", { name: "sample-logs", retentionDays: 90, protection });
  const targets = (name: string, port: number, healthPath: string) =>
    new TargetGroup(stack, `${name}_targets`, { name: `sample-${name}-tg`, vpcId: "vpc-1", port, healthPath });
  const api = targets("api", 3000, "/health");
  const web = targets("web", 8080, "/");
  const certificate =
    changes.certificate ??
    new Certificate(stack, "certificate", {
      domainName: "app.sample.example",
      source: { hostedZone: "sample.example" },
    });
  const balancer = new LoadBalancer(stack, "balancer", {
    name: "sample-alb",
    securityGroupName: "sample-alb-sg",
    vpcId: "vpc-1",
    publicSubnetIds: ["subnet-a", "subnet-b"],
    defaultTargets: web,
    logs: new LoadBalancerLogs(stack, "logs", { name: "sample-alb-logs", retentionDays: 2557, accessLogs, protection }),
    protection,
    ...changes,
    certificate,
  });
  return { balancer, api, web };
}
