import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { explained } from "../aws/errors";
import { deploy, type DeployOutcome, type DeploySettings } from "../deploy";
import { Failure } from "../failure";
import { SavedPlan } from "../plan";
import type { Progress } from "../progress";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { DigestParameter } from "./digest-parameter";
import { findDigest, imageReference } from "./image";
import { watchRollout } from "./rollout";
import { releaseTarget, type ReleaseTarget } from "./service";

export interface ReleaseRequest {
  /** Short name of the service, such as `api`. */
  readonly service: string;
  /** A digest or a version tag. */
  readonly image: string;
}

export interface ReleaseSettings extends DeploySettings {
  /** Seconds to wait until only the new image runs. */
  readonly patienceSeconds: number;
}

export interface Release {
  readonly deployment: string;
  readonly service: string;
  readonly digest: string;
  /** The digest before; `none` at the first release. */
  readonly previous: string;
  readonly outcome: DeployOutcome;
  /** Tasks that run the image. */
  readonly tasks: number;
}

/**
 * Makes a service run an image: writes its digest where every plan reads it, plans, has the plan approved, applies it, and
 * waits until only the new image runs. What was not applied, or what ECS undid, is taken back.
 * @throws Failure when the credentials belong to another account, there is no such service or image, the plan is blocked
 *   (exit code 3), or ECS undid the release
 */
export async function release(
  workspace: Workspace,
  { service, image }: ReleaseRequest,
  settings: ReleaseSettings,
  aws: AwsClients,
  progress: Progress,
): Promise<Release> {
  const { deployment, terraform } = workspace;
  const reference = imageReference(image);
  await requireAccount(deployment, aws);
  const { repository, release_parameter } = releaseTarget(deployment.name, service, await terraform.outputs());
  const digest = await progress.step(`Find ${image} in ${repository}`, () =>
    findDigest(aws.ecr, repository, reference),
  );
  const parameter = new DigestParameter(aws.ssm, release_parameter);
  const previous = await parameter.read();
  await progress.step(`Write ${digest} in place of ${previous}`, () => parameter.write(digest));
  const outcome = await deployed(workspace, settings, progress, () => parameter.write(previous));
  const facts = { deployment: deployment.name, service, digest, previous, outcome };
  if (outcome === "declined") return { ...facts, tasks: 0 };
  const where = releaseTarget(deployment.name, service, await terraform.outputs());
  const tasks = await rolledOut(workspace, aws, where, settings, progress).catch(async (error: unknown) => {
    if (error instanceof Undone) await parameter.write(previous);
    throw error;
  });
  return { ...facts, tasks };
}

/** Plans, has the plan approved and applies it; calls `takeBack` when nothing was applied. */
async function deployed(
  workspace: Workspace,
  settings: ReleaseSettings,
  progress: Progress,
  takeBack: () => Promise<void>,
): Promise<DeployOutcome> {
  new SavedPlan(workspace.deployment.name, workspace.target.kind).remove(); // made before this release
  let begun = false;
  const approve: DeploySettings["approve"] = async (review) => (begun = await settings.approve(review));
  try {
    const outcome = await deploy(workspace, { ...settings, approve }, progress);
    if (outcome === "declined") await takeBack();
    return outcome;
  } catch (error) {
    // Once the apply has begun the digest stays: `estate deploy` goes on with it.
    if (!begun) await takeBack();
    throw error;
  }
}

/** ECS went back to what ran before. */
class Undone extends Failure {}

async function rolledOut(
  { terraform }: Workspace,
  aws: AwsClients,
  { cluster, service, task_definition: taskDefinition, min_tasks }: ReleaseTarget,
  { patienceSeconds }: ReleaseSettings,
  progress: Progress,
): Promise<number> {
  await startAtMinimum(aws, cluster, service, min_tasks);
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

/** A service that never ran has no task; from the first release on scaling keeps it at its minimum or above. */
async function startAtMinimum(aws: AwsClients, cluster: string, service: string, minimum: number): Promise<void> {
  await explained(`starting the tasks of ${service}`, async () => {
    const { services: [found] = [] } = await aws.ecs.describeServices({ cluster, services: [service] });
    if ((found?.desiredCount ?? 0) >= minimum) return;
    await aws.ecs.updateService({ cluster, service, desiredCount: minimum });
  });
}
