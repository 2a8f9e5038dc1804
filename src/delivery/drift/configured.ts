import type { Block } from "../synth";

/** One value that is no structure, by its place: `tags.Name`, `rule[0].priority`. */
export type Leaves = ReadonlyMap<string, unknown>;

/**
 * What of a resource's values its configuration decides, value by value. Terraform reads far more than that: what AWS
 * computes, and what other resources of the deployment set later (a role's policies, a group's rules). Neither is anybody's
 * change. Left out, too, is what another has charge of by `ignore_changes`, such as the number of tasks. Pure.
 */
export function configuredLeaves(values: Block, body: Block): Leaves {
  const ignored = (body.lifecycle as { ignore_changes?: string | readonly string[] } | undefined)?.ignore_changes ?? [];
  if (ignored === "all") return new Map();
  const others = new Set(["//", "lifecycle", ...[ignored].flat().map((path) => path.split(/[.[]/)[0]!)]);
  // Tags that the provider adds by itself stand in no resource's configuration.
  const names = [...new Set([...Object.keys(body), "tags_all"])].filter((name) => !others.has(name));
  const leaves = names.flatMap((name) => leavesOf(name, decided(values[name], [body[name]])));
  return new Map(leaves);
}

/** A block's values without those that no configured block of that name sets; what is no block as it is. */
function decided(value: unknown, configured: readonly unknown[]): unknown {
  const blocks = configured.flat().filter(isThing);
  if (!Array.isArray(value) || !value.every(isThing) || blocks.length === 0) return value;
  const names = [...new Set(blocks.flatMap((block) => Object.keys(block)))];
  return value
    .map((block) =>
      Object.fromEntries(
        names.map((name) => [
          name,
          decided(
            block[name],
            blocks.flatMap((each) => each[name] ?? []),
          ),
        ]),
      ),
    )
    .map((block) => [JSON.stringify(block), block] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1)) // most blocks are sets: their order says nothing
    .map(([, block]) => block);
}

/** AWS tells no difference between what is empty and what is not there. */
function leavesOf(path: string, value: unknown): [string, unknown][] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((each, index) => leavesOf(`${path}[${index}]`, each));
  if (isThing(value)) return Object.entries(value).flatMap(([name, each]) => leavesOf(`${path}.${name}`, each));
  return [[path, typeof value === "string" ? document(value) : value]];
}

/** A JSON document with its names in order: AWS gives back policies and schemas as it pleases. Other text as it is. */
function document(text: string): string {
  if (!/^\s*[{[]/.test(text)) return text;
  try {
    return JSON.stringify(JSON.parse(text), (_name, value: unknown) => (isThing(value) ? inOrder(value) : value));
  } catch {
    return text; // no JSON, such as a query of logs that begins with a bracket
  }
}

const inOrder = (thing: Block): Block => Object.fromEntries(Object.entries(thing).sort(([a], [b]) => (a < b ? -1 : 1)));

function isThing(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
