import { Alarm } from "../../constructs/observability/alarm";
import { Dashboard } from "../../constructs/observability/dashboard";
import { ExpressionAlarm } from "../../constructs/observability/expression-alarm";
import { alarmStates, graph, metricsOf, type PlottedMetric, type Widget } from "../../constructs/observability/widgets";
import type { LogMetric } from "../../constructs/observability/log-metric";
import type { SystemStack } from "../../platform/system-stack";

export interface DashboardParts {
  readonly name: string;
  readonly api: { readonly name: string; readonly stage: string };
  readonly functionName: string;
  readonly clusterName: string;
  readonly serviceNames: readonly string[];
  readonly databaseIdentifier: string;
  /** A metric of our own: what the API has sent, which traffic is charged by. */
  readonly bytesSent: LogMetric["metric"];
}

/** Every metric that document 003 lists, and the state of every alarm of the stack. Call it last. */
export function addDashboard(stack: SystemStack, parts: DashboardParts): Dashboard {
  const alarms = stack.node.findAll().filter((node) => node instanceof Alarm || node instanceof ExpressionAlarm);
  const arns = alarms.map(({ alarmArn }) => alarmArn);
  const { region } = stack.settings;
  return new Dashboard(stack, "dashboard", {
    name: parts.name,
    widgets: [
      alarmStates("Alarms", arns),
      ...containers(parts, region),
      ...database(parts, region),
      ...handler(parts, region),
      ...api(parts, region),
    ],
  });
}

function containers({ clusterName, serviceNames }: DashboardParts, region: string): Widget[] {
  const perService = (namespace: string, metricName: string, statistic: PlottedMetric["statistic"]) =>
    serviceNames.map((service) =>
      metricsOf(namespace, { ClusterName: clusterName, ServiceName: service })(metricName, statistic, service),
    );
  return [
    graph("ECS CPU (%)", region, perService("AWS/ECS", "CPUUtilization", "Average")),
    graph("ECS memory (%)", region, perService("AWS/ECS", "MemoryUtilization", "Average")),
    graph("ECS tasks", region, perService("ECS/ContainerInsights", "RunningTaskCount", "Minimum")),
  ];
}

function database({ databaseIdentifier }: DashboardParts, region: string): Widget[] {
  const of = metricsOf("AWS/RDS", { DBInstanceIdentifier: databaseIdentifier });
  return [
    graph("RDS connections", region, [of("DatabaseConnections", "Maximum", "Connections")]),
    graph("RDS CPU (%)", region, [of("CPUUtilization", "Average", "CPU")]),
    graph("RDS free storage (bytes)", region, [of("FreeStorageSpace", "Minimum", "Free")]),
  ];
}

function handler({ functionName }: DashboardParts, region: string): Widget[] {
  const of = metricsOf("AWS/Lambda", { FunctionName: functionName });
  return [
    graph("Lambda invocations", region, [of("Invocations", "Sum", "Invocations")]),
    graph("Lambda errors", region, [of("Errors", "Sum", "Errors"), of("Throttles", "Sum", "Throttles")]),
    graph("Lambda duration (ms)", region, [of("Duration", "p50", "P50"), of("Duration", "p95", "P95")]),
  ];
}

function api({ api: { name, stage }, bytesSent }: DashboardParts, region: string): Widget[] {
  const of = metricsOf("AWS/ApiGateway", { ApiName: name, Stage: stage });
  return [
    graph("API requests", region, [of("Count", "Sum", "Requests")]),
    graph("API latency (ms)", region, [of("Latency", "p50", "P50"), of("Latency", "p95", "P95")]),
    graph("API errors", region, [of("4XXError", "Sum", "4xx"), of("5XXError", "Sum", "5xx")]),
    graph("API traffic (bytes sent)", region, [
      metricsOf(bytesSent.namespace, bytesSent.dimensions)(bytesSent.metricName, "Sum", "Bytes sent"),
    ]),
  ];
}
