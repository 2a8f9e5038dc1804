import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { Failure, messageOf } from "../failure";
import type { Progress } from "../progress";
import type { Workspace } from "../workspace";
import { imageReference, keptImage } from "./image";
import { release, type Release, type ReleaseSettings } from "./index";
import { releaseTarget } from "./service";

/**
 * Releases one image after another and waits for each; looks for all of them before it releases the first.
 * @param images version tag or digest by service
 * @throws Failure at the first release that fails or is not approved, saying which services run theirs already
 */
export async function releaseInOrder(
  workspace: Workspace,
  images: Readonly<Record<string, string>>,
  settings: ReleaseSettings,
  aws: AwsClients,
  progress: Progress,
): Promise<readonly Release[]> {
  const { deployment, terraform } = workspace;
  await requireAccount(deployment, aws);
  const outputs = await terraform.outputs();
  for (const [service, image] of Object.entries(images)) {
    const { repository } = releaseTarget(deployment.name, service, outputs);
    await keptImage(aws.ecr, repository, imageReference(image));
  }
  const done: Release[] = [];
  for (const [service, image] of Object.entries(images)) {
    const released = await release(workspace, { service, image }, settings, aws, progress).catch((cause: unknown) => {
      throw stopped(service, done, Object.keys(images), cause);
    });
    if (released.outcome === "declined") throw stopped(service, done, Object.keys(images), undefined);
    done.push(released);
  }
  return done;
}

function stopped(service: string, done: readonly Release[], all: readonly string[], cause: unknown): Failure {
  const why = cause === undefined ? "it was not approved." : messageOf(cause);
  const before = done.map((each) => each.service).join(", ") || "none";
  const left = all.slice(done.length + 1).join(", ") || "none";
  const { fix, exitCode } = cause instanceof Failure ? cause : {};
  return new Failure(`${service} was not released: ${why}\nReleased before it: ${before}. Not begun: ${left}.`, {
    fix,
    exitCode,
    cause,
  });
}
