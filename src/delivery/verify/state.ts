import type { StateResource } from "./checker";

/** The part of a Terraform state (version 4, as `terraform state pull` gives it) that is read here. */
export interface PulledState {
  readonly resources?: readonly ResourceOfState[];
}

interface ResourceOfState {
  readonly module?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Such as `provider["registry.terraform.io/hashicorp/aws"].us_west_2`. */
  readonly provider?: string;
  readonly instances: readonly {
    readonly index_key?: string | number;
    readonly attributes?: Readonly<Record<string, unknown>>;
  }[];
}

/** Every resource that Terraform manages, those of modules included. */
export function managedResources({ resources = [] }: PulledState): readonly StateResource[] {
  return resources.filter(({ mode }) => mode === "managed").flatMap(instancesOf);
}

/** What Terraform only found, of types such as `data.aws_secretsmanager_secret`. */
export function foundResources({ resources = [] }: PulledState): readonly StateResource[] {
  return resources
    .filter(({ mode }) => mode === "data")
    .flatMap((resource) => instancesOf({ ...resource, type: `data.${resource.type}` }));
}

function instancesOf({ module, type, name, provider, instances }: ResourceOfState): readonly StateResource[] {
  return instances.map(({ index_key, attributes = {} }) => ({
    address: `${module ? `${module}.` : ""}${type}.${name}${index_key === undefined ? "" : `[${JSON.stringify(index_key)}]`}`,
    type,
    region: regionOf(provider),
    values: attributes,
  }));
}

/** SystemStack calls a provider of another region after that region; the stack's own provider has no alias. */
function regionOf(provider = ""): string | undefined {
  return /\.([a-z]{2}(?:_[a-z]+)+_\d)$/.exec(provider)?.[1]?.replaceAll("_", "-");
}
