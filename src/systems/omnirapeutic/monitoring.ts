import type { OmnirapeuticConfig } from "../../config";
import type { AuditTrail } from "../../constructs/audit/audit-trail";
import type { Bastion } from "../../constructs/compute/bastion";
import { FlowLogQueries } from "../../constructs/network/flow-log-queries";
import { CostAlarm } from "../../constructs/observability/cost-alarm";
import { SloAlarms } from "../../constructs/observability/slo-alarms";
import type { SystemStack } from "../../platform/system-stack";
import type { Containers } from "./containers";
import { addDashboards } from "./dashboards";
import type { Database } from "./database";
import type { Edge } from "./edge";
import type { Surroundings } from "./surroundings";

/** What is watched as a whole. */
export interface Watched {
  readonly trail: AuditTrail;
  readonly database: Database;
  readonly edge: Edge;
  readonly containers: Containers;
  readonly bastion: Bastion;
}

/** The alarms that belong to no single part, saved queries, and the dashboards. Call it last: a dashboard shows every alarm. */
export function buildMonitoring(
  stack: SystemStack,
  config: OmnirapeuticConfig,
  { names, alarms, network }: Surroundings,
  { trail, database, edge, containers, bastion }: Watched,
): void {
  const { prefix } = names;
  network.watch(alarms);
  new FlowLogQueries(stack, "flow_log_queries", {
    name: prefix,
    flowLogsGroupName: network.flowLogsGroupName,
    databasePort: database.cluster.port,
  });
  new CostAlarm(stack, "cost_alarm", {
    name: `${prefix}-cost-monthly-charges`,
    topic: alarms,
    monthlyBudgetUsd: config.alarms.monthlyBudgetUsd,
  });
  const slo = new SloAlarms(stack, "slo", {
    name: prefix,
    topic: alarms,
    loadBalancerArnSuffix: edge.loadBalancer.arnSuffix,
  });
  containers.services.api.rollBackOn(slo.errorRate, slo.responseTime);
  containers.services.web.rollBackOn(slo.errorRate, slo.responseTime);
  addDashboards(stack, {
    name: prefix,
    loadBalancerArnSuffix: edge.loadBalancer.arnSuffix,
    clusterName: containers.cluster.clusterName,
    serviceNames: Object.values(containers.services).map(({ serviceName }) => serviceName),
    databaseIdentifier: database.cluster.clusterIdentifier,
    natGatewayIds: network.natGatewayIds,
    webAclName: edge.webAcl.webAclName,
    logGroups: {
      trail: trail.logGroup.logGroupName,
      sessions: bastion.sessions.logGroupName,
      database: database.cluster.logGroup.logGroupName,
    },
  });
}
