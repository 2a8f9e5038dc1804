import { sourceOf } from "../scan/locate";
import { notedLocation, type SourceLocation } from "../source-location";
import { readInputs } from "../scan/input";
import { resourcesOf, type TerraformDocument } from "../synth";
import { withoutKey } from "../terraform";

/** Where a resource is written down. */
export interface Source extends SourceLocation {
  /** The line of the construct library that made it, if one did. */
  readonly definedAt?: SourceLocation;
}

/**
 * The TypeScript lines of a deployment's resources, by address: synthesized once more, for noting lines takes time. With
 * `from` those that the JSON notes, else the lines of the JSON itself.
 */
export async function sourcesOf(
  name: string,
  from: string | undefined,
): Promise<(address: string) => Source | undefined> {
  const [input] = await readInputs([name], from);
  const resources = input!.files.flatMap(({ text }) =>
    resourcesOf({ name, document: JSON.parse(text) as TerraformDocument }),
  );
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  return (address) => {
    const entry = byAddress.get(withoutKey(address));
    if (!entry) return undefined;
    const comment = (entry.body["//"] ?? {}) as { readonly source?: string; readonly definedAt?: string };
    const definedAt = notedLocation(comment.definedAt);
    return { ...sourceOf({ address: entry.address, source: comment.source }, input!), ...(definedAt && { definedAt }) };
  };
}
