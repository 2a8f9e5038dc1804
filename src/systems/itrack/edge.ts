import type { ITrackConfig } from "../../config";
import { Certificate } from "../../constructs/edge/certificate";
import { LoadBalancer } from "../../constructs/edge/load-balancer";
import { TargetGroup } from "../../constructs/edge/target-group";
import type { WebAcl } from "../../constructs/edge/web-acl";
import type { SystemStack } from "../../platform/system-stack";
import type { Api } from "./api";
import { buildFirewall } from "./firewall";
import type { ServiceName } from "./names";
import type { Surroundings } from "./surroundings";

/** The ways in from the internet that end in the region. */
export interface Edge {
  readonly loadBalancer: LoadBalancer;
  /** Before the load balancer and before the API. */
  readonly webAcl: WebAcl;
  readonly targets: {
    readonly backend: TargetGroup;
    /** Where a deployment puts new tasks of the backend, if it shifts traffic. */
    readonly green?: TargetGroup;
    readonly frontend: TargetGroup;
  };
}

/** The load balancer before the containers, and the firewall before it and the API. */
export function buildEdge(
  stack: SystemStack,
  config: ITrackConfig,
  { names, keys, critical, notices, logs, network, workloads }: Surroundings,
  { rest }: Api,
): Edge {
  const { edge, protection, services } = config;
  const targetGroup = (id: string, name: string, service: ServiceName) =>
    new TargetGroup(stack, `${id}_targets`, {
      name,
      vpcId: network.vpcId,
      port: services[service].port,
      healthPath: services[service].healthPath,
    });
  const { backend: colours, frontend } = names.edge.targetGroups;
  const targets = {
    backend: targetGroup("backend", colours.blue, "backend"),
    ...(services.backend.deployments.strategy !== "rolling" && {
      green: targetGroup("backend_green", colours.green, "backend"),
    }),
    frontend: targetGroup("frontend", frontend, "frontend"),
  };
  const loadBalancer = new LoadBalancer(stack, "load_balancer", {
    name: names.edge.loadBalancer,
    securityGroupName: names.edge.securityGroup,
    vpcId: network.vpcId,
    publicSubnetIds: network.publicSubnetIds,
    certificate: new Certificate(stack, "certificate", { domainName: edge.domainName, source: edge.certificate }),
    defaultTargets: targets.backend,
    ...(targets.green && { blueGreen: { targets: targets.green } }),
    logs,
    protection: protection.allowDestroy,
  });
  loadBalancer.route("frontend", { targets: targets.frontend, paths: ["/app", "/app/*"], priority: 100 });
  // One rule a port: AWS refuses the same rule twice.
  loadBalancer.connectTo("backend", workloads, services.backend.port, "Requests and health checks");
  if (services.frontend.port !== services.backend.port) {
    loadBalancer.connectTo("frontend", workloads, services.frontend.port, "Requests and health checks");
  }
  loadBalancer.watch(critical, targets.backend);
  if (targets.green) loadBalancer.watchTargets("green", critical, targets.green);
  loadBalancer.watchTargets("frontend", critical, targets.frontend);

  const webAcl = buildFirewall(stack, "waf", config, {
    name: names.edge.webAcl,
    logGroupName: names.edge.webAclLogGroup,
    keyArn: keys.logs.keyArn,
  });
  webAcl.protect(loadBalancer);
  webAcl.protectStage(rest);
  webAcl.watch(notices);
  return { loadBalancer, webAcl, targets };
}
