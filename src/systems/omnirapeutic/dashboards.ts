import { Alarm } from "../../constructs/observability/alarm";
import { Dashboard } from "../../constructs/observability/dashboard";
import { ExpressionAlarm } from "../../constructs/observability/expression-alarm";
import { alarmStates, graph, logTable, metricsOf, type Widget } from "../../constructs/observability/widgets";
import type { SystemStack } from "../../platform/system-stack";

export interface DashboardParts {
  /** Such as `omnirapeutic-production`. */
  readonly name: string;
  readonly loadBalancerArnSuffix: string;
  readonly clusterName: string;
  readonly serviceNames: readonly string[];
  readonly databaseIdentifier: string;
  readonly natGatewayIds: readonly string[];
  readonly webAclName: string;
  readonly logGroups: { readonly trail: string; readonly sessions: string; readonly database: string };
}

/** What an operator looks at first, and what an auditor asks for. Call it last: it shows every alarm of the stack. */
export function addDashboards(stack: SystemStack, parts: DashboardParts): void {
  const { region } = stack.settings;
  const alarms = stack.node.findAll().filter((node) => node instanceof Alarm || node instanceof ExpressionAlarm);
  new Dashboard(stack, "dashboard", {
    name: parts.name,
    widgets: [
      alarmStates(
        "Alarms",
        alarms.map(({ alarmArn }) => alarmArn),
      ),
      ...goldenSignals(parts, region),
    ],
  });
  new Dashboard(stack, "audit_dashboard", { name: `${parts.name}-audit`, widgets: auditTrail(parts, region) });
}

function goldenSignals(parts: DashboardParts, region: string): Widget[] {
  const balancer = metricsOf("AWS/ApplicationELB", { LoadBalancer: parts.loadBalancerArnSuffix });
  const database = metricsOf("AWS/RDS", { DBClusterIdentifier: parts.databaseIdentifier });
  const firewall = metricsOf("AWS/WAFV2", { WebACL: parts.webAclName, Region: region, Rule: "ALL" });
  const perService = (metricName: string) =>
    parts.serviceNames.map((service) =>
      metricsOf("AWS/ECS", { ClusterName: parts.clusterName, ServiceName: service })(metricName, "Average", service),
    );
  const perGateway = parts.natGatewayIds.map((id) =>
    metricsOf("AWS/NATGateway", { NatGatewayId: id })("BytesOutToDestination", "Sum", id),
  );
  return [
    graph("Traffic", region, [balancer("RequestCount", "Sum", "Requests")]),
    graph("Errors", region, [
      balancer("HTTPCode_Target_5XX_Count", "Sum", "5xx of services"),
      balancer("HTTPCode_ELB_5XX_Count", "Sum", "5xx of the load balancer"),
    ]),
    graph("Response time (s)", region, [
      balancer("TargetResponseTime", "p50", "p50"),
      balancer("TargetResponseTime", "p95", "p95"),
    ]),
    graph("CPU of services (%)", region, perService("CPUUtilization")),
    graph("Memory of services (%)", region, perService("MemoryUtilization")),
    graph("Database", region, [
      database("ACUUtilization", "Average", "Capacity (%)"),
      database("CPUUtilization", "Average", "CPU (%)"),
      database("DatabaseConnections", "Maximum", "Connections"),
    ]),
    graph("Bytes to the internet", region, perGateway),
    graph("Blocked requests", region, [firewall("BlockedRequests", "Sum", "Blocked")]),
  ];
}

/** 164.312(b), 164.308(a)(1)(ii)(D) */
function auditTrail({ logGroups }: DashboardParts, region: string): Widget[] {
  const latest = "sort @timestamp desc | limit 100";
  return [
    logTable(
      "Changes in AWS (CloudTrail)",
      region,
      [logGroups.trail],
      `fields @timestamp, userIdentity.arn, eventName, errorCode | filter readOnly = 0 | ${latest}`,
    ),
    logTable(
      "Refused calls (CloudTrail)",
      region,
      [logGroups.trail],
      `fields @timestamp, userIdentity.arn, eventName | filter errorCode like /Denied|Unauthorized/ | ${latest}`,
    ),
    logTable("Bastion sessions", region, [logGroups.sessions], `fields @timestamp, @logStream, @message | ${latest}`),
    logTable(
      "Database (pgAudit)",
      region,
      [logGroups.database],
      `fields @timestamp, @message | filter @message like /AUDIT:/ | ${latest}`,
    ),
  ];
}
