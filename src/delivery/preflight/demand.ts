import type { EstateDeployment } from "../../config";
import { resourcesOf, type Block, type ResourceEntry, type Stack } from "../synth";
import { managedResources, type PulledState } from "../verify/state";

/** A resource of the synthesized JSON, with the region that it is in. */
export interface PlannedResource extends ResourceEntry {
  readonly region: string;
}

/** What a deployment is about to ask of its account. */
export interface Demand {
  readonly deployment: EstateDeployment;
  readonly stack: Pick<Stack, "name" | "document">;
  /** The deployment's own region first, then those of its copies. */
  readonly regions: readonly string[];
  readonly resources: readonly PlannedResource[];
  /** The resources that its state does not hold yet. */
  readonly added: readonly PlannedResource[];
  /** Attributes of what the state holds, by address. Sensitive ones are among them: read by name, never print. */
  readonly deployed: ReadonlyMap<string, Block>;
  /** Prints a terraform command for this deployment. */
  readonly command: (args: string) => string;
}

/** What the synthesized JSON asks for beyond what the state holds. Pure. */
export function demandOf(
  deployment: EstateDeployment,
  stack: Pick<Stack, "name" | "document">,
  state: PulledState,
  command: Demand["command"],
): Demand {
  const regionOf = providerRegions(stack.document.provider?.aws, deployment.region);
  const resources = resourcesOf(stack).map((resource) => ({ ...resource, region: regionOf(resource.body.provider) }));
  const deployed = new Map(managedResources(state).map(({ address, values }) => [address, values]));
  return {
    deployment,
    stack,
    regions: [...new Set([deployment.region, ...resources.map(({ region }) => region)])],
    resources,
    added: resources.filter(({ address }) => !deployed.has(address)),
    deployed,
    command,
  };
}

/** The command that takes what AWS has already into the state. */
export function importOf({ command }: Pick<Demand, "command">, { address }: PlannedResource, id: string): string {
  return command(`import '${address}' '${id}'`);
}

/** The region of a block by its `provider`, such as `aws.us_west_2`; a block without one is in the deployment's region. */
function providerRegions(providers: Block | readonly Block[] | undefined, preset: string) {
  const regions = new Map(
    [providers ?? []]
      .flat()
      .map(({ alias, region }) => [
        typeof alias === "string" ? `aws.${alias}` : undefined,
        typeof region === "string" ? region : preset,
      ]),
  );
  return (provider: unknown): string => regions.get(typeof provider === "string" ? provider : undefined) ?? preset;
}

/** Resources of one type. */
export function only(resources: readonly PlannedResource[], type: string): readonly PlannedResource[] {
  return resources.filter((resource) => resource.type === type);
}

/** A text argument, unless Terraform computes it. */
export function literal(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" && !value.includes("${") ? value : undefined;
}

/** The resource that an argument refers to, such as `${aws_subnet.network_public_a.id}`. */
export function referred({ resources }: Pick<Demand, "resources">, value: unknown): PlannedResource | undefined {
  const address = typeof value === "string" ? /^\$\{([a-z0-9_]+\.\w+)\.\w+\}$/.exec(value)?.[1] : undefined;
  return address === undefined ? undefined : resources.find((resource) => resource.address === address);
}

/** Whether AWS will be asked for a resource, or for another value of one of these arguments. */
export function isAsked({ deployed }: Demand, { address, body }: PlannedResource, names: readonly string[]): boolean {
  const before = deployed.get(address);
  return before === undefined || names.some((name) => body[name] !== undefined && body[name] !== before[name]);
}
