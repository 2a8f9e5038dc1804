import type { AlarmsConfig } from "../../../config/system";
import type { Ungrouped } from "./grouping";

/** Whoever must be told of alarms by HTTPS has confirmed it: Terraform knows nothing of it. @param topic name */
export function alarmEndpointChecks({ endpoints }: AlarmsConfig, topic: string): readonly Ungrouped[] {
  return endpoints.map(({ name, host }) => ({
    id: `alarm-endpoint-${name.replaceAll("_", "-")}`,
    title: `${name} is told of alarms`,
    of: { type: "aws_sns_topic", where: { name: topic } },
    demand: { fact: "https_endpoints", includes: host },
  }));
}
