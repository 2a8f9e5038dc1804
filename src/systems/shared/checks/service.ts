import type { ServiceConfig } from "../../../config/services";
import type { Ungrouped } from "./grouping";

/** Platform and size of one service. @param id short name, in the ids of the checks */
export function serviceChecks(
  id: string,
  { cpu, memoryMiB }: ServiceConfig,
  { service, family }: { readonly service: string; readonly family: string },
): readonly Ungrouped[] {
  const definition = { type: "aws_ecs_task_definition", where: { family } };
  return [
    {
      id: `ecs-${id}-platform`,
      title: `Service ${service} follows Fargate's latest platform`,
      of: { type: "aws_ecs_service", where: { name: service } },
      demand: { fact: "platform_version", is: "LATEST" },
    },
    {
      id: `ecs-${id}-cpu`,
      title: `${family} has ${cpu} CPU units`,
      of: definition,
      demand: { fact: "cpu", is: String(cpu) },
    },
    {
      id: `ecs-${id}-memory`,
      title: `${family} has ${memoryMiB} MiB`,
      of: definition,
      demand: { fact: "memory", is: String(memoryMiB) },
    },
  ];
}
