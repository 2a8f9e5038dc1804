import type { ITrackConfig } from "../../config";
import { Budget } from "../../constructs/cost/budget";
import type { Dashboard } from "../../constructs/observability/dashboard";
import { LogMetric } from "../../constructs/observability/log-metric";
import { SloAlarms } from "../../constructs/observability/slo-alarms";
import type { SystemStack } from "../../platform/system-stack";
import type { Api } from "./api";
import type { Containers } from "./containers";
import { addDashboard } from "./dashboard";
import type { Edge } from "./edge";
import type { Stores } from "./stores";
import type { Surroundings } from "./surroundings";

/** What is watched as a whole. */
export interface Watched {
  readonly stores: Stores;
  readonly api: Api;
  readonly edge: Edge;
  readonly containers: Containers;
}

/** The alarms that belong to no single part, the budget, and the dashboard. Call it last: the dashboard shows every alarm. */
export function buildMonitoring(
  stack: SystemStack,
  { alarms: { monthlyBudgetUsd, subscribers } }: ITrackConfig,
  { names, critical, notices, network }: Surroundings,
  { stores, api, edge, containers }: Watched,
): Dashboard {
  network.watch(notices);
  new Budget(stack, "budget", {
    name: names.budget,
    monthlyLimitUsd: monthlyBudgetUsd,
    topic: notices,
    emailAddresses: subscribers.map(({ address }) => address),
  });
  // Quicker than for people alone: a deployment that makes requests fail or wait is undone.
  const slo = new SloAlarms(stack, "slo", {
    name: names.prefix,
    topic: critical,
    loadBalancerArnSuffix: edge.loadBalancer.arnSuffix,
    periodSeconds: 60,
    evaluationPeriods: 3,
  });
  for (const service of Object.values(containers.services)) service.rollBackOn(slo.errorRate, slo.responseTime);
  const bytesSent = new LogMetric(stack, "api_bytes_sent", {
    name: `${names.prefix}-api-bytes-sent`,
    logGroup: api.rest.accessLogs,
    pattern: "{ $.responseLength = * }",
    namespace: `iTrack/${stack.settings.environment}`,
    metricName: "ApiBytesSent",
    value: "$.responseLength",
    unit: "Bytes",
  });
  return addDashboard(stack, {
    name: names.dashboard,
    api: { name: names.api.api, stage: names.api.stage },
    functionName: api.handler.functionName,
    clusterName: containers.cluster.clusterName,
    serviceNames: Object.values(containers.services).map(({ serviceName }) => serviceName),
    databaseIdentifier: stores.database.instanceIdentifier,
    bytesSent: bytesSent.metric,
  });
}
