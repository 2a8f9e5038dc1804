import type { ITrackConfig } from "../../../config";
import { alarmEndpointChecks } from "../../shared/checks/alarm-endpoints";
import type { Ungrouped } from "../../shared/checks/grouping";
import type { ITrackNames } from "../names";

const OF_A_SERVICE = ["cpu-high", "memory-high", "tasks-low"];

/** The alarms that the document names, the budget, the dashboard, and who is told. */
export function alarmChecks(
  { alarms }: ITrackConfig,
  { budget, dashboard, prefix, topics }: ITrackNames,
): readonly Ungrouped[] {
  const documented = [
    ...["backend", "frontend"].flatMap((service) => OF_A_SERVICE.map((name) => `ecs-${service}-${name}`)),
    ...["cpu-high", "memory-low", "storage-low", "connections-high"].map((name) => `mysql-${name}`),
  ];
  return [
    {
      id: "documented-alarms",
      title: `${documented.length} alarms of services and database`,
      of: {
        type: "aws_cloudwatch_metric_alarm",
        where: { alarm_name: documented.map((name) => `${prefix}-${name}`) },
      },
      demand: { count: documented.length },
    },
    {
      id: "topics",
      title: "A topic for critical alarms and one for the rest",
      of: { type: "aws_sns_topic", where: { name: Object.values(topics) } },
      demand: { count: 2 },
    },
    {
      id: "budget",
      title: `A month may cost ${alarms.monthlyBudgetUsd} USD`,
      of: { type: "aws_budgets_budget", where: { budget_name: budget } },
      demand: { fact: "limit_amount", is: alarms.monthlyBudgetUsd },
    },
    {
      id: "dashboard",
      title: "Dashboard",
      of: { type: "aws_cloudwatch_dashboard", where: { dashboard_name: dashboard } },
      demand: { count: 1 },
    },
    ...alarmEndpointChecks(alarms, topics.critical),
  ];
}
