import type { OmniPortalConfig } from "../../../config";
import { alarmEndpointChecks } from "../../shared/checks/alarm-endpoints";
import type { Ungrouped } from "../../shared/checks/grouping";
import type { OmniPortalNames } from "../names";

const OF_A_DATABASE = ["cpu-high", "memory-low", "storage-low", "connections-high"];
const OF_A_REPLICA = [...OF_A_DATABASE, "lag-high", "replication-stopped"];
const OF_A_SERVICE = ["cpu-high", "memory-high", "tasks-low"];

/** The alarms that the document names, those of the service level apart, the dashboard, and who is told. */
export function alarmChecks(
  { alarms: alarmsConfig, database }: OmniPortalConfig,
  { alarmTopic, dashboard, prefix }: OmniPortalNames,
): readonly Ungrouped[] {
  const alarms = (names: readonly string[]) => ({
    type: "aws_cloudwatch_metric_alarm",
    where: { alarm_name: names.map((name) => `${prefix}-${name}`) },
  });
  const documented = [
    ...OF_A_SERVICE.map((name) => `ecs-api-${name}`),
    ...OF_A_DATABASE.map((name) => `mysql-${name}`),
    ...(database.readReplica.kept ? OF_A_REPLICA.map((name) => `mysql-replica-${name}`) : []),
    "alb-unhealthy-hosts",
  ];
  const slo = ["slo-error-rate", "slo-response-time"];
  return [
    {
      id: "documented-alarms",
      title: `${documented.length} alarms of service, database and targets`,
      of: alarms(documented),
      demand: { count: documented.length },
    },
    { id: "slo-alarms", title: "2 alarms of the service level", of: alarms(slo), demand: { count: slo.length } },
    {
      id: "dashboard",
      title: "Dashboard",
      of: { type: "aws_cloudwatch_dashboard", where: { dashboard_name: dashboard } },
      demand: { count: 1 },
    },
    ...alarmEndpointChecks(alarmsConfig, alarmTopic),
  ];
}
