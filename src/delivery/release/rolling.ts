import type { AwsClients } from "../aws/clients";
import { Failure } from "../failure";
import type { Progress } from "../progress";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { startAtMinimum } from "./desired-count";
import { watchRollout } from "./rollout";
import type { ReleaseTarget } from "./service";
import { Undone } from "./undone";

/**
 * Waits until ECS has replaced every task, and starts those of a service that never ran.
 * @returns how many run
 * @throws Undone when ECS went back; Failure when patience ends first
 */
export async function rollOut(
  { terraform }: Workspace,
  aws: AwsClients,
  { cluster, service, task_definition: taskDefinition, min_tasks }: ReleaseTarget,
  patienceSeconds: number,
  progress: Progress,
): Promise<number> {
  await startAtMinimum(aws.ecs, { cluster, service }, min_tasks);
  const rollout = await progress.step(`Wait until ${service} runs it`, (say) =>
    watchRollout(aws.ecs, { cluster, service, taskDefinition, patienceSeconds }, say),
  );
  if (rollout.is === "stable") return rollout.tasks;
  if (rollout.is === "undone") {
    throw new Undone(`ECS undid the release to ${service}: ${rollout.why}.`, {
      fix: `The digest before is written again. Bring Terraform's task definition back too: ${estateCommand(terraform.context, "deploy")}\nWhy it failed: docs/runbooks/task-does-not-start.md`,
    });
  }
  throw new Failure(
    `${service} still moves: ${rollout.running} of ${rollout.desired} tasks run the new image after ${patienceSeconds} s.`,
    { fix: "Watch it (docs/runbooks/task-does-not-start.md); ECS undoes it by itself when it fails." },
  );
}
