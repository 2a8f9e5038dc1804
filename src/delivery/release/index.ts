import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { deploy, type DeployOutcome, type DeploySettings } from "../deploy";
import { SavedPlan, type Review } from "../plan";
import type { Progress } from "../progress";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { stopAll } from "./desired-count";
import { DigestParameter } from "./digest-parameter";
import { imageReference, keptImage } from "./image";
import { rollOut } from "./rolling";
import { isShifted, releaseTarget } from "./service";
import { shiftTraffic } from "./shifting";
import { Undone } from "./undone";

export interface ReleaseRequest {
  /** Short name of the service, such as `api`. */
  readonly service: string;
  /** A digest or a version tag. */
  readonly image: string;
}

export interface ReleaseSettings extends DeploySettings {
  /** Seconds to wait until only the new image runs, besides the minutes for which a deployment of CodeDeploy itself waits. */
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
 * waits until only the new image runs; where CodeDeploy controls the service, it has CodeDeploy replace the tasks. What was
 * not applied, or what AWS undid, is taken back.
 * @throws Failure when the credentials belong to another account, there is no such service or image, the plan is blocked
 *   (exit code 3), or AWS undid the release
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
  const { digest } = await progress.step(`Find ${image} in ${repository}`, () =>
    keptImage(aws.ecr, repository, reference),
  );
  const parameter = new DigestParameter(aws.ssm, release_parameter);
  const previous = await parameter.read();
  await progress.step(`Write ${digest} in place of ${previous}`, () => parameter.write(digest));
  const { outcome, review } = await deployed(workspace, settings, progress, () => parameter.write(previous));
  const facts = { deployment: deployment.name, service, digest, previous, outcome };
  if (outcome === "declined") return { ...facts, tasks: 0 };
  const target = releaseTarget(deployment.name, service, await terraform.outputs());
  const { patienceSeconds } = settings;
  try {
    if (!isShifted(target))
      return { ...facts, tasks: await rollOut(workspace, aws, target, patienceSeconds, progress) };
    const { moved, tasks } = await shiftTraffic(aws, target, digest, patienceSeconds, progress);
    return { ...facts, tasks, outcome: moved ? "applied" : outcome };
  } catch (error) {
    if (!(error instanceof Undone)) throw error;
    await parameter.write(previous);
    if (!isShifted(target)) throw error;
    const back = await takeBack(workspace, settings, review, progress);
    if (previous === "none") await stopAll(aws.ecs, target);
    throw new Undone(error.message, { fix: [back, error.fix].filter(Boolean).join("\n"), cause: error });
  }
}

/** Plans, has the plan approved and applies it; calls `takeBack` when nothing was applied. */
async function deployed(
  workspace: Workspace,
  settings: ReleaseSettings,
  progress: Progress,
  takeBack: () => Promise<void>,
): Promise<{ outcome: DeployOutcome; review?: Review }> {
  new SavedPlan(workspace.deployment.name, workspace.target.kind).remove(); // made before this release
  let begun = false;
  let review: Review | undefined;
  const approve: DeploySettings["approve"] = async (shown) => {
    review = shown;
    return (begun = await settings.approve(shown, []));
  };
  try {
    const { outcome } = await deploy(workspace, { ...settings, approve }, progress);
    if (outcome === "declined") await takeBack();
    return { outcome, review };
  } catch (error) {
    // Once the apply has begun the digest stays: `estate deploy` goes on with it.
    if (!begun) await takeBack();
    throw error;
  }
}

/**
 * Applies what follows from the digest before: where CodeDeploy controls a service, nothing is left to change then. It
 * asks nobody: what was approved goes back, and nothing else.
 * @param approved undefined when the release itself had nothing to apply
 * @returns what is left to do
 */
async function takeBack(
  workspace: Workspace,
  settings: ReleaseSettings,
  approved: Review | undefined,
  progress: Progress,
): Promise<string> {
  if (!approved) return "Terraform's task definition waits to run: put it right, or release it again.";
  const released = new Set(approved.changes.map(({ address }) => address));
  const approve = async ({ changes }: Review) => changes.every(({ address }) => released.has(address));
  const outcome = await deploy(workspace, { ...settings, approve }, progress).then(
    (done) => done.outcome,
    () => "declined" as const,
  );
  return outcome === "declined"
    ? `The digest before is written again. Bring Terraform's task definition back too: ${estateCommand(workspace.terraform.context, "deploy")}`
    : "The digest before is written again, and Terraform's task definition is back: nothing is left to do.";
}
