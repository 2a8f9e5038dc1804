import type { EdgeConfig } from "../../config/edge";
import { awsClients, type AwsClients } from "../aws/clients";
import { findPublicZone } from "../aws/hosted-zone";
import type { SandboxTarget } from "./index";

/** The parts of a deployment that name things which exist before it. */
export interface Dependent {
  readonly region: string;
  readonly config: { readonly edge: EdgeConfig };
}

/** Makes in the sandbox what a deployment finds in a real account: the hosted zone of its domain. Repeating it changes nothing. */
export async function seedPrerequisites(
  target: SandboxTarget,
  { region, config: { edge } }: Dependent,
  { route53 }: Pick<AwsClients, "route53"> = awsClients(target, region),
): Promise<void> {
  if (!("hostedZone" in edge.certificate)) return;
  const { hostedZone } = edge.certificate;
  if (await findPublicZone(route53, hostedZone)) return;
  await route53.createHostedZone({ Name: hostedZone, CallerReference: `sandbox-${hostedZone}` });
}
