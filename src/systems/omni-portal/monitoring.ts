import type { OmniPortalConfig } from "../../config";
import type { RedisCache } from "../../constructs/data-stores/redis-cache";
import { CostAlarm } from "../../constructs/observability/cost-alarm";
import type { Dashboard } from "../../constructs/observability/dashboard";
import { SloAlarms } from "../../constructs/observability/slo-alarms";
import type { SystemStack } from "../../platform/system-stack";
import type { Containers } from "./containers";
import { addDashboard } from "./dashboard";
import type { Database } from "./database";
import type { Edge } from "./edge";
import type { Surroundings } from "./surroundings";

/** What is watched as a whole. */
export interface Watched {
  readonly database: Database;
  readonly cache: RedisCache;
  readonly edge: Edge;
  readonly containers: Containers;
}

/** The alarms that belong to no single part, and the dashboard. Call it last: the dashboard shows every alarm. */
export function buildMonitoring(
  stack: SystemStack,
  { alarms: { monthlyBudgetUsd } }: OmniPortalConfig,
  { names, alarms, network }: Surroundings,
  { database, cache, edge, containers }: Watched,
): Dashboard {
  const { prefix } = names;
  network.watch(alarms);
  new CostAlarm(stack, "cost_alarm", { name: `${prefix}-cost-monthly-charges`, topic: alarms, monthlyBudgetUsd });
  const { arnSuffix } = edge.loadBalancer;
  // Quicker than for people alone: a deployment that makes requests fail or wait is undone while a tenth of them see it.
  const slo = new SloAlarms(stack, "slo", {
    name: prefix,
    topic: alarms,
    loadBalancerArnSuffix: arnSuffix,
    periodSeconds: 60,
    evaluationPeriods: 3,
  });
  containers.api.rollBackOn(slo.errorRate, slo.responseTime);
  return addDashboard(stack, {
    name: names.dashboard,
    loadBalancerArnSuffix: arnSuffix,
    targetGroupArnSuffixes: Object.fromEntries(
      Object.entries(edge.targets).map(([colour, targets]) => [colour, targets.arnSuffix]),
    ),
    clusterName: containers.cluster.clusterName,
    serviceName: containers.api.serviceName,
    databases: {
      primary: database.instance.instanceIdentifier,
      ...Object.fromEntries(
        Object.entries(database.instance.replicas).map(([name, replica]) => [name, replica.instanceIdentifier]),
      ),
    },
    cacheNodes: cache.memberClusterIds,
  });
}
