import type { AwsClients } from "../aws/clients";
import { explained } from "../aws/errors";
import { Failure } from "../failure";
import { DigestParameter } from "../release/digest-parameter";
import { keptImage } from "../release/image";
import { releaseTarget, type ReleasedService, type ReleaseTarget } from "../release/service";
import type { OutputValue } from "../terraform";

/** An image that a service runs. */
export interface ProvenImage {
  readonly service: string;
  readonly digest: string;
  /** The version tag under which its repository keeps it. */
  readonly version: string;
}

/**
 * What a deployment's services run, and nothing else: released, alone, at full count. A service that was never released
 * has proved nothing and is left out.
 * @throws Failure when none was released, or one does not run what was released
 */
export async function provenImages(
  deployment: string,
  outputs: Readonly<Record<string, OutputValue>>,
  aws: AwsClients,
): Promise<readonly ProvenImage[]> {
  const services = (outputs.container_services?.value ?? {}) as Readonly<Record<string, ReleasedService>>;
  const proven: ProvenImage[] = [];
  for (const service of Object.keys(services)) {
    const target = releaseTarget(deployment, service, outputs);
    const digest = await new DigestParameter(aws.ssm, target.release_parameter).read();
    if (digest === "none") continue;
    await requireRunning(deployment, target, digest, aws);
    const { tags } = await keptImage(aws.ecr, target.repository, { imageDigest: digest });
    proven.push({ service, digest, version: tags[0]! });
  }
  if (proven.length > 0) return proven;
  throw new Failure(`${deployment} runs no image that could be promoted.`, {
    fix: `Release there first, and try it: make build-all push-all, then make deploy-apps, for ${deployment}.`,
  });
}

async function requireRunning(
  deployment: string,
  { cluster, service }: ReleaseTarget,
  digest: string,
  { ecs }: AwsClients,
): Promise<void> {
  const why = await explained(`reading what ${service} runs`, async () => {
    const { services: [found] = [] } = await ecs.describeServices({ cluster, services: [service] });
    if (!found?.taskDefinition) return "ECS has no such service";
    const moving = (found.deployments ?? []).length > 1 || (found.taskSets ?? []).length > 1;
    if (moving) return "its tasks are being replaced";
    const [running = 0, desired = 0] = [found.runningCount, found.desiredCount];
    if (running === 0 || running !== desired) return `${running} of ${desired} tasks run`;
    const { taskDefinition } = await ecs.describeTaskDefinition({ taskDefinition: found.taskDefinition });
    const images = (taskDefinition?.containerDefinitions ?? []).map(({ image }) => image ?? "");
    return images.some((image) => image.endsWith(`@${digest}`)) ? undefined : `it runs ${images.join(", ")}`;
  });
  if (why === undefined) return;
  throw new Failure(`${service} of ${deployment} has not proved ${digest}, which was released to it: ${why}.`, {
    fix: "Release it again, wait until it runs, and try it there: docs/runbooks/release.md",
  });
}
