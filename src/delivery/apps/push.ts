import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { Failure } from "../failure";
import { paths } from "../paths";
import type { Progress } from "../progress";
import { findImage } from "../release/image";
import type { Workspace } from "../workspace";
import { applicationsIn, localImage, repositoryOf, type Repository } from "./application";
import { Docker } from "./docker";
import { registryLogin, registryOf } from "./registry";
import { requireClean, sourceVersion } from "./version";

export interface PushedImage {
  readonly service: string;
  readonly repository: string;
  readonly version: string;
  readonly digest: string;
  /** `unchanged`: this very image was there already. */
  readonly outcome: "pushed" | "unchanged";
}

interface Candidate {
  readonly service: string;
  readonly image: string;
  readonly repository: Repository;
  /** Digest of what has the version already: the same image. */
  readonly there?: string;
}

/**
 * Pushes the images of this commit to the deployment's repositories. Looks at all of them before it pushes the first.
 * @param root the repository; replaced in tests
 * @throws Failure when files differ from the commit, an image is not built, or its version is taken by another image
 */
export async function pushApplications(
  { deployment, terraform }: Workspace,
  aws: AwsClients,
  progress: Progress,
  root: string = paths.root,
): Promise<readonly PushedImage[]> {
  const version = await sourceVersion(root);
  requireClean(version, "Nothing is pushed");
  await requireAccount(deployment, aws);
  const outputs = await terraform.outputs();
  const docker = new Docker("make push-all");
  await docker.requireEngine();
  const candidates: Candidate[] = [];
  for (const application of applicationsIn(deployment)) {
    const { service } = application;
    const image = localImage(deployment, application, version.tag);
    const repository = repositoryOf(deployment.name, service, outputs);
    const there = await sameImage(docker, aws, { service, image, repository }, version.tag);
    candidates.push({ service, image, repository, there });
  }
  const pushed: PushedImage[] = [];
  for (const candidate of candidates) {
    pushed.push(await push(docker, aws, candidate, version.tag, progress));
  }
  return pushed;
}

/** The digest when the very image is in the repository under this version; undefined when nothing is. */
async function sameImage(
  docker: Docker,
  { ecr }: AwsClients,
  { service, image, repository }: Candidate,
  tag: string,
): Promise<string | undefined> {
  const known = await docker.repositoryDigests(image);
  if (!known) {
    throw new Failure(`There is no image ${image} on this machine.`, { fix: "Build it first: make build-all" });
  }
  const there = await findImage(ecr, repository.name, { imageTag: tag });
  if (!there) return undefined;
  if (known.includes(`${repository.url}@${there.digest}`)) return there.digest;
  throw new Failure(
    `${repository.name} has another image under the version ${tag}: ${there.digest}. Versions never move.`,
    {
      fix: `It was built from the same commit. Roll that one out (make deploy-apps), or commit a change of ${service} and build that.`,
    },
  );
}

async function push(
  docker: Docker,
  { ecr }: AwsClients,
  { service, image, repository, there }: Candidate,
  version: string,
  progress: Progress,
): Promise<PushedImage> {
  const facts = { service, repository: repository.name, version };
  if (there) return { ...facts, digest: there, outcome: "unchanged" };
  const login = await registryLogin(ecr, registryOf(repository.url));
  const remote = `${repository.url}:${version}`;
  await docker.loggedIn(login, () => progress.step(`Push ${remote}`, (say) => docker.push(image, remote, say)));
  const found = await findImage(ecr, repository.name, { imageTag: version });
  if (found) return { ...facts, digest: found.digest, outcome: "pushed" };
  throw new Failure(`Docker pushed ${remote}, and ${repository.name} does not have it.`, {
    fix: "Push again; nothing was released.",
  });
}
