import type { ECR } from "@aws-sdk/client-ecr";
import type { Repository } from "../apps/application";
import type { Docker } from "../apps/docker";
import { registryLogin, registryOf } from "../apps/registry";
import { Failure } from "../failure";
import type { Progress } from "../progress";
import { findImage } from "../release/image";
import type { ProvenImage } from "./proven";

/** A repository, and who may ask for its registry's password. */
export interface RepositoryAccess extends Repository {
  readonly ecr: ECR;
}

/**
 * Puts an image into another repository under the same version and the same digest: what was tested is what runs
 * (decision 0206). Does nothing when it is there.
 * @throws Failure when the version is taken by another image, or the copy has another digest
 */
export async function copyImage(
  docker: Docker,
  { digest, version }: ProvenImage,
  from: RepositoryAccess,
  to: RepositoryAccess,
  progress: Progress,
): Promise<void> {
  if (((await findImage(to.ecr, to.name, { imageDigest: digest }))?.tags ?? []).length > 0) return;
  const taken = await findImage(to.ecr, to.name, { imageTag: version });
  if (taken) {
    throw new Failure(`${to.name} has another image under the version ${version}: ${taken.digest}, not ${digest}.`, {
      fix: "Versions never move. Build the next commit, and release it to staging first.",
    });
  }
  const title = `Copy ${from.name}@${digest} to ${to.name}:${version}`;
  const copy = () => progress.step(title, (say) => docker.copy(`${from.url}@${digest}`, `${to.url}:${version}`, say));
  const [source, target] = [registryOf(from.url), registryOf(to.url)];
  await docker.loggedIn(await registryLogin(from.ecr, source), async () =>
    source === target ? copy() : docker.loggedIn(await registryLogin(to.ecr, target), copy),
  );
  const copied = await findImage(to.ecr, to.name, { imageTag: version });
  if (copied?.digest === digest) return;
  throw new Failure(`${to.name}:${version} is ${copied?.digest ?? "not there"} after the copy, not ${digest}.`, {
    fix: `Nothing runs it. Remove it, and copy with buildx 0.16 or newer: aws ecr batch-delete-image --repository-name ${to.name} --image-ids imageTag=${version}`,
  });
}
