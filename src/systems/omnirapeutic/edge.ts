import type { OmnirapeuticConfig } from "../../config";
import { Certificate } from "../../constructs/edge/certificate";
import { LoadBalancer } from "../../constructs/edge/load-balancer";
import { LoadBalancerLogs } from "../../constructs/edge/load-balancer-logs";
import { TargetGroup } from "../../constructs/edge/target-group";
import { WebAcl } from "../../constructs/edge/web-acl";
import { managedGroup, rateLimit } from "../../constructs/edge/web-acl-rules";
import type { SystemStack } from "../../platform/system-stack";
import type { Surroundings } from "./surroundings";

/** The way in from the internet. */
export interface Edge {
  readonly loadBalancer: LoadBalancer;
  readonly webAcl: WebAcl;
  readonly targets: Readonly<Record<"api" | "web", TargetGroup>>;
}

/** Document 002: the web application firewall, the load balancer behind it, and which paths lead where. */
export function buildEdge(
  stack: SystemStack,
  { edge, protection, retention, services }: OmnirapeuticConfig,
  { names, keys, accessLogs, alarms, network, workloads }: Surroundings,
): Edge {
  const { vpcId } = network;
  const common = { protection: protection.allowDestroy, retentionDays: retention.auditLogDays };
  const targetGroup = (service: "api" | "web") =>
    new TargetGroup(stack, `${service}_targets`, {
      name: names.edge.targetGroups[service],
      vpcId,
      port: services[service].port,
      healthPath: services[service].healthPath,
    });
  const targets = { api: targetGroup("api"), web: targetGroup("web") };
  const loadBalancer = new LoadBalancer(stack, "load_balancer", {
    name: names.edge.loadBalancer,
    securityGroupName: names.edge.securityGroup,
    vpcId,
    publicSubnetIds: network.publicSubnetIds,
    certificate: new Certificate(stack, "certificate", { domainName: edge.domainName, source: edge.certificate }),
    defaultTargets: targets.web,
    logs: new LoadBalancerLogs(stack, "load_balancer_logs", {
      ...common,
      name: names.edge.logsBucket(stack.settings.account),
      accessLogs,
    }),
    protection: common.protection,
  });
  loadBalancer.route("api", { targets: targets.api, paths: ["/health", "/api/*"], priority: 100 });
  // One rule a port: AWS refuses the same rule twice.
  loadBalancer.connectTo("api", workloads, services.api.port, "Requests and health checks");
  if (services.web.port !== services.api.port) {
    loadBalancer.connectTo("web", workloads, services.web.port, "Requests and health checks");
  }
  loadBalancer.watch(alarms, targets.api);
  loadBalancer.watchTargets("web", alarms, targets.web);

  const webAcl = new WebAcl(stack, "waf", {
    name: names.edge.webAcl,
    rules: [
      managedGroup("AWSManagedRulesCommonRuleSet", { priority: 1 }),
      managedGroup("AWSManagedRulesKnownBadInputsRuleSet", { priority: 2 }),
      managedGroup("AWSManagedRulesSQLiRuleSet", { priority: 3 }),
      rateLimit("rate-limit-per-ip", { priority: 4, limit: 2000, windowSeconds: 300 }),
      // Not among the four documented. Patients come through VPNs too, so it only counts and labels; see decision 0129.
      managedGroup("AWSManagedRulesAnonymousIpList", { priority: 5, action: "count" }),
    ],
    logs: { logGroupName: names.edge.webAclLogGroup, retentionDays: common.retentionDays, keyArn: keys.logs.keyArn },
    protection: common.protection,
  });
  webAcl.protect(loadBalancer);
  webAcl.watch(alarms);
  return { loadBalancer, webAcl, targets };
}
