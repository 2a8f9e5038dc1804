import { Alarm } from "../../constructs/observability/alarm";
import { Dashboard } from "../../constructs/observability/dashboard";
import { ExpressionAlarm } from "../../constructs/observability/expression-alarm";
import { alarmStates, graph, metricsOf, type PlottedMetric, type Widget } from "../../constructs/observability/widgets";
import type { SystemStack } from "../../platform/system-stack";

export interface DashboardParts {
  readonly name: string;
  readonly loadBalancerArnSuffix: string;
  readonly targetGroupArnSuffixes: Readonly<Record<string, string>>;
  readonly clusterName: string;
  readonly serviceName: string;
  /** Identifiers by role, such as `primary`. */
  readonly databases: Readonly<Record<string, string>>;
  /** Member clusters by number, such as `001`. */
  readonly cacheNodes: Readonly<Record<string, string>>;
}

/** "Real-time": no ECS, RDS or ElastiCache metric is finer. */
const PERIOD_SECONDS = 60;

/** Every metric that document 000 lists, and the state of every alarm of the stack. Call it last. */
export function addDashboard(stack: SystemStack, parts: DashboardParts): Dashboard {
  const alarms = stack.node.findAll().filter((node) => node instanceof Alarm || node instanceof ExpressionAlarm);
  const arns = alarms.map(({ alarmArn }) => alarmArn);
  return new Dashboard(stack, "dashboard", {
    name: parts.name,
    widgets: [
      alarmStates("Alarms", arns),
      ...requests(parts, stack.settings.region),
      ...workloads(parts, stack.settings.region),
      ...stores(parts, stack.settings.region),
    ],
  });
}

function requests(parts: DashboardParts, region: string): Widget[] {
  const show = (title: string, metrics: readonly PlottedMetric[]) => graph(title, region, metrics, PERIOD_SECONDS);
  const balancer = metricsOf("AWS/ApplicationELB", { LoadBalancer: parts.loadBalancerArnSuffix });
  const health = Object.entries(parts.targetGroupArnSuffixes).flatMap(([colour, TargetGroup]) => {
    const targets = metricsOf("AWS/ApplicationELB", { LoadBalancer: parts.loadBalancerArnSuffix, TargetGroup });
    return [
      targets("HealthyHostCount", "Minimum", `Healthy (${colour})`),
      targets("UnHealthyHostCount", "Maximum", `Unhealthy (${colour})`),
    ];
  });
  return [
    show("Requests", [balancer("RequestCount", "Sum", "Requests a minute")]),
    show("Response time (s)", [
      balancer("TargetResponseTime", "p50", "P50"),
      balancer("TargetResponseTime", "p95", "P95"),
      balancer("TargetResponseTime", "p99", "P99"),
    ]),
    show("Health of targets", health),
    show("Errors (5xx)", [
      balancer("HTTPCode_Target_5XX_Count", "Sum", "of the service"),
      balancer("HTTPCode_ELB_5XX_Count", "Sum", "of the load balancer"),
    ]),
  ];
}

function workloads({ clusterName, serviceName }: DashboardParts, region: string): Widget[] {
  const service = metricsOf("AWS/ECS", { ClusterName: clusterName, ServiceName: serviceName });
  return [
    graph("ECS CPU (%)", region, [service("CPUUtilization", "Average", "CPU")], PERIOD_SECONDS),
    graph("ECS memory (%)", region, [service("MemoryUtilization", "Average", "Memory")], PERIOD_SECONDS),
  ];
}

function stores({ databases, cacheNodes }: DashboardParts, region: string): Widget[] {
  const show = (title: string, metrics: readonly PlottedMetric[]) => graph(title, region, metrics, PERIOD_SECONDS);
  const perDatabase = (metricName: string, label: string) =>
    Object.entries(databases).map(([role, id]) =>
      metricsOf("AWS/RDS", { DBInstanceIdentifier: id })(metricName, "Average", `${label} (${role})`),
    );
  const perNode = (metricName: string, statistic: PlottedMetric["statistic"], label: string) =>
    Object.entries(cacheNodes).map(([node, id]) =>
      metricsOf("AWS/ElastiCache", { CacheClusterId: id })(metricName, statistic, `${label} (${node})`),
    );
  return [
    show("RDS connections", perDatabase("DatabaseConnections", "Connections")),
    show("RDS throughput (bytes/s)", [
      ...perDatabase("ReadThroughput", "Read"),
      ...perDatabase("WriteThroughput", "Write"),
    ]),
    show("RDS IOPS", [...perDatabase("ReadIOPS", "Read"), ...perDatabase("WriteIOPS", "Write")]),
    show("Redis hit rate", perNode("CacheHitRate", "Average", "Hits")),
    show("Redis evictions", perNode("Evictions", "Sum", "Evictions")),
  ];
}
