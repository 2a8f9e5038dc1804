import type { OmniPortalConfig } from "../../config";
import { Certificate } from "../../constructs/edge/certificate";
import { LoadBalancer } from "../../constructs/edge/load-balancer";
import { TargetGroup } from "../../constructs/edge/target-group";
import { WebAcl } from "../../constructs/edge/web-acl";
import { managedGroup, rateLimit } from "../../constructs/edge/web-acl-rules";
import type { SystemStack } from "../../platform/system-stack";
import type { Surroundings } from "./surroundings";

/** The way in from the internet. */
export interface Edge {
  readonly loadBalancer: LoadBalancer;
  readonly webAcl: WebAcl;
  /** Where requests go now; the other one where a deployment puts new tasks, if it shifts traffic. */
  readonly targets: { readonly blue: TargetGroup; readonly green?: TargetGroup };
}

/** Document 000: the web application firewall, and the load balancer behind it that ends TLS. */
export function buildEdge(
  stack: SystemStack,
  { api, edge, protection, retention }: OmniPortalConfig,
  { names, keys, alarms, buckets, network, workloads }: Surroundings,
): Edge {
  const shifts = api.deployments.strategy !== "rolling";
  const targetGroup = (colour: "blue" | "green") =>
    new TargetGroup(stack, `api_targets_${colour}`, {
      name: names.edge.targetGroups[colour],
      vpcId: network.vpcId,
      port: api.port,
      healthPath: api.healthPath,
      stickinessSeconds: api.stickinessSeconds,
    });
  const targets = { blue: targetGroup("blue"), ...(shifts && { green: targetGroup("green") }) };
  const loadBalancer = new LoadBalancer(stack, "load_balancer", {
    name: names.edge.loadBalancer,
    securityGroupName: names.edge.securityGroup,
    vpcId: network.vpcId,
    publicSubnetIds: network.publicSubnetIds,
    certificate: new Certificate(stack, "certificate", { domainName: edge.domainName, source: edge.certificate }),
    defaultTargets: targets.blue,
    ...(targets.green && { blueGreen: { targets: targets.green } }), // nobody but CodeDeploy may try new tasks first
    logs: buckets.logs,
    protection: protection.allowDestroy,
  });
  loadBalancer.connectTo("api", workloads, api.port, "Requests and health checks");
  loadBalancer.watch(alarms, targets.blue);
  if (targets.green) loadBalancer.watchTargets("green", alarms, targets.green);

  const webAcl = new WebAcl(stack, "waf", {
    name: names.edge.webAcl,
    rules: [
      managedGroup("AWSManagedRulesCommonRuleSet", { priority: 1 }), // holds cross-site scripting
      managedGroup("AWSManagedRulesKnownBadInputsRuleSet", { priority: 2 }),
      managedGroup("AWSManagedRulesSQLiRuleSet", { priority: 3 }),
      managedGroup("AWSManagedRulesAmazonIpReputationList", { priority: 4 }),
      rateLimit("rate-limit-per-ip", { priority: 5, limit: 2000, windowSeconds: 300 }),
      // Patients come through VPNs too, so it only counts and labels; see decision 0129.
      managedGroup("AWSManagedRulesAnonymousIpList", { priority: 6, action: "count" }),
    ],
    logs: {
      logGroupName: names.edge.webAclLogGroup,
      retentionDays: retention.auditLogDays,
      keyArn: keys.cloudwatch.keyArn,
    },
    protection: protection.allowDestroy,
  });
  webAcl.protect(loadBalancer);
  webAcl.watch(alarms);
  return { loadBalancer, webAcl, targets };
}
