import type { ECS } from "@aws-sdk/client-ecs";
import { explained } from "../aws/errors";

/** The service's tasks as scaling and releases see them. */
export interface ServiceName {
  readonly cluster: string;
  /** Name of the ECS service. */
  readonly service: string;
}

/** A service that never ran has no task; from the first release on scaling keeps it at its minimum or above. */
export async function startAtMinimum(ecs: ECS, { cluster, service }: ServiceName, minimum: number): Promise<void> {
  await explained(`starting the tasks of ${service}`, async () => {
    const { services: [found] = [] } = await ecs.describeServices({ cluster, services: [service] });
    if ((found?.desiredCount ?? 0) >= minimum) return;
    await ecs.updateService({ cluster, service, desiredCount: minimum });
  });
}

/** A service whose first release was undone has no image to run. */
export async function stopAll(ecs: ECS, { cluster, service }: ServiceName): Promise<void> {
  await explained(`stopping the tasks of ${service}`, () => ecs.updateService({ cluster, service, desiredCount: 0 }));
}
