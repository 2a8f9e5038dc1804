import type { Block } from "../synth";

/** A value that is no structure: what stands alone, or a list of such. */
export type Leaf = string | number | boolean | readonly (string | number | boolean)[];
/** Values by their place: `tags.Name`, `rule[expire].status`. A block is named by its name or id, else by its number. */
export type Leaves = ReadonlyMap<string, Leaf>;

/** What names one block among its like, in the order of preference. */
const NAMES = ["name", "id", "key", "rule_name"] as const;

/**
 * What of a resource's values its configuration decides, value by value. Terraform reads far more than that: what AWS
 * computes, and what other resources of the deployment set later (a role's policies, a group's rules). Neither is anybody's
 * change. Left out, too, is what another has charge of by `ignore_changes`, such as the number of tasks. Pure.
 * @param decidedToo attributes that the configuration decides by not naming them, as a plan shows
 */
export function configuredLeaves(values: Block, body: Block, decidedToo: readonly string[] = []): Leaves {
  const ignored = (body.lifecycle as { ignore_changes?: string | readonly string[] } | undefined)?.ignore_changes ?? [];
  if (ignored === "all") return new Map();
  const others = new Set(["//", "lifecycle", ...[ignored].flat().map((path) => path.split(/[.[]/)[0]!)]);
  // Tags that the provider adds by itself stand in no resource's configuration.
  const names = [...new Set([...Object.keys(body), "tags_all", ...decidedToo])].filter((name) => !others.has(name));
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
function leavesOf(path: string, value: unknown): [string, Leaf][] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) {
    if (value.length > 0 && !value.some(isStructure)) return [[path, value as Leaf & unknown[]]];
    const label = labels(value);
    return value.flatMap((each, index) => leavesOf(`${path}[${label(each, index)}]`, each));
  }
  if (!isThing(value)) return [[path, typeof value === "string" ? document(value) : (value as Leaf)]];
  // A block may say all by being there, such as `override_action { none {} }`.
  if (Object.keys(value).length === 0 && path.endsWith("]")) return [[path, true]];
  return Object.entries(value).flatMap(([name, each]) => leavesOf(`${path}.${name}`, each));
}

/** Names blocks by what tells each from its like, so that one that comes or goes does not shift the others. */
function labels(blocks: readonly unknown[]): (block: unknown, index: number) => string {
  const unique = NAMES.find((name) => {
    const found = blocks.map((block) => (isThing(block) ? block[name] : undefined));
    return found.every((each) => typeof each === "string" && each !== "") && new Set(found).size === blocks.length;
  });
  return (block, index) => (unique === undefined ? String(index) : String((block as Block)[unique]));
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
  return isStructure(value) && !Array.isArray(value);
}

function isStructure(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
