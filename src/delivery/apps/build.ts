import { join } from "node:path";
import { paths } from "../paths";
import type { Progress } from "../progress";
import { applicationsIn, localImage, requireSources } from "./application";
import { Docker } from "./docker";
import { sourceVersion } from "./version";

export interface BuiltImage {
  readonly service: string;
  /** Name and tag on this machine. */
  readonly image: string;
}

export interface Built {
  readonly version: string;
  readonly images: readonly BuiltImage[];
  /** Whether files differ from the commit: such images are never pushed. */
  readonly isDirty: boolean;
}

/**
 * Builds the image of every application of a deployment's system, under the version of the source. Needs no AWS.
 * @param root the repository; replaced in tests
 * @throws Failure when sources or Docker are missing, or a build fails
 */
export async function buildApplications(
  deployment: { readonly name: string; readonly system: string },
  progress: Progress,
  root: string = paths.root,
): Promise<Built> {
  const applications = applicationsIn(deployment);
  requireSources(root, deployment, applications);
  const { tag, commit, changed } = await sourceVersion(root);
  const docker = new Docker("make build-all");
  await docker.requireEngine();
  const images: BuiltImage[] = [];
  for (const application of applications) {
    const { service, folder, dockerfile, platform } = application;
    const image = localImage(deployment, application, tag);
    const context = join(root, folder);
    await progress.step(`Build ${image}`, (say) =>
      docker.build(
        [
          ...["--platform", platform, "--file", join(context, dockerfile), "--tag", image],
          ...["--label", `org.opencontainers.image.revision=${commit}`, context],
        ],
        say,
      ),
    );
    images.push({ service, image });
  }
  return { version: tag, images, isDirty: changed.length > 0 };
}
