import type { OmnirapeuticConfig } from "../../../config";
import type { OmnirapeuticNames } from "../names";
import { alarmEndpointChecks } from "../../shared/checks/alarm-endpoints";
import type { Ungrouped } from "../../shared/checks/grouping";

/** Per area of the documented set; NAT gateways have one each. */
const DOCUMENTED = [
  "aurora-cpu-high aurora-capacity-high aurora-connections-high aurora-memory-low aurora-writer-restarted",
  "vpc-egress-packets-dropped vpc-egress-connections-failing vpc-egress-volume-high",
  "cost-monthly-charges",
  "alb-target-5xx alb-unhealthy-hosts alb-response-time",
  "ecs-api-cpu-high ecs-api-memory-high ecs-api-tasks-low",
  "waf-blocked-high",
  "flow-logs-delivery-stopped flow-logs-volume-high",
].flatMap((area) => area.split(" "));

/** The documented alarms, the SLO alarms, the dashboards, and who is told. */
export function alarmChecks(
  { alarms: alarmsConfig, network }: OmnirapeuticConfig,
  { alarmTopic, prefix }: OmnirapeuticNames,
): readonly Ungrouped[] {
  const perGateway = network.zones
    .slice(0, network.nat.gateways)
    .map(({ name }) => `nat-${name.slice(-1)}-port-allocation`);
  const alarms = (names: readonly string[]) => ({
    type: "aws_cloudwatch_metric_alarm",
    where: { alarm_name: names.map((name) => `${prefix}-${name}`) },
  });
  const documented = [...DOCUMENTED, ...perGateway];
  const slo = ["slo-error-rate", "slo-response-time"];
  return [
    {
      id: "documented-alarms",
      title: `${documented.length} documented alarms`,
      of: alarms(documented),
      demand: { count: documented.length },
    },
    { id: "slo-alarms", title: "2 alarms of the service level", of: alarms(slo), demand: { count: slo.length } },
    {
      id: "dashboards",
      title: "Dashboards of operation and audit",
      of: { type: "aws_cloudwatch_dashboard", where: { dashboard_name: [prefix, `${prefix}-audit`] } },
      demand: { count: 2 },
    },
    ...alarmEndpointChecks(alarmsConfig, alarmTopic),
  ];
}
