import type { ECS, Service } from "@aws-sdk/client-ecs";
import { explained } from "../aws/errors";
import { poll } from "../poll";

/** How a service's move to a task definition stands. */
export type Rollout =
  | { readonly is: "stable"; readonly tasks: number }
  | { readonly is: "moving"; readonly running: number; readonly desired: number }
  | { readonly is: "undone"; readonly why: string };

export interface RolloutSettings {
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  /** Seconds after which a rollout that still moves is given up watching. */
  readonly patienceSeconds: number;
  /** @default 5 */
  readonly pollSeconds?: number;
}

/** Reads a service's deployments: ECS keeps the failed one, marked so, beside the one it went back to. Pure. */
export function judgeRollout(service: Service | undefined, taskDefinition: string): Rollout {
  const deployments = service?.deployments ?? [];
  const ours = deployments.find((deployment) => deployment.taskDefinition === taskDefinition);
  if (!service || !ours) return undone(service, "ECS went back to another task definition");
  if (ours.rolloutState === "FAILED") return undone(service, ours.rolloutStateReason ?? "the deployment failed");
  const [running = 0, desired = 0] = [ours.runningCount, ours.desiredCount];
  const alone = deployments.length === 1 && ours.rolloutState === "COMPLETED" && running === desired;
  return alone ? { is: "stable", tasks: running } : { is: "moving", running, desired };
}

function undone(service: Service | undefined, why: string): Rollout {
  const said = (service?.events ?? []).slice(0, 3).map(({ message }) => message ?? "");
  return { is: "undone", why: [why, ...said].filter(Boolean).join("; ") };
}

/** Watches until the service runs the task definition alone, or ECS has undone it; the last word when patience ends. */
export async function watchRollout(
  ecs: ECS,
  { cluster, service, taskDefinition, patienceSeconds, pollSeconds = 5 }: RolloutSettings,
  say: (text: string) => void,
): Promise<Rollout> {
  return poll(
    async () => {
      const { services: [found] = [] } = await explained(`watching the service ${service}`, () =>
        ecs.describeServices({ cluster, services: [service] }),
      );
      return judgeRollout(found, taskDefinition);
    },
    {
      isOver: ({ is }) => is !== "moving",
      patienceSeconds,
      pollSeconds,
      tell: (rollout) => {
        if (rollout.is === "moving") say(`${rollout.running} of ${rollout.desired} tasks run the new image`);
      },
    },
  );
}
