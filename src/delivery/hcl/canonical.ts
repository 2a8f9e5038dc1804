import { Failure } from "../failure";
import { blocksIn, entriesOf, isObject, type Json, type JsonObject } from "./json";

/** Kinds whose blocks are named by type and name. */
const TYPED = ["resource", "data", "ephemeral"];

/**
 * The documents of one folder as one, in the form that CDKTF writes: a typed block stands alone below its type and name,
 * blocks of any other kind stand in an array. Terraform JSON allows arrays at every level.
 * @param name of the deployment, for messages
 * @throws Failure with everything that is no block, or is declared twice
 */
export function canonical(documents: readonly JsonObject[], name: string): JsonObject {
  const problems: string[] = [];
  const kinds = new Set(documents.flatMap((document) => entriesOf(document).map(([kind]) => kind)));
  const result: Record<string, Json> = {};
  for (const kind of kinds) {
    const blocks = documents.flatMap((document) => blocksIn(document[kind] ?? null));
    result[kind] = TYPED.includes(kind) ? typed(kind, blocks, problems) : blocks;
  }
  if (problems.length === 0) return result;
  throw new Failure(`${name} is not valid Terraform JSON:\n${problems.map((text) => `  - ${text}`).join("\n")}`, {
    fix: "See `terraform validate` in its folder.",
  });
}

function typed(kind: string, blocks: readonly Json[], problems: string[]): JsonObject {
  const types: Record<string, Record<string, Json>> = {};
  for (const [type, names] of bodies(kind, blocks, problems)) {
    for (const [name, inner] of bodies(`${kind} ${type}`, blocksIn(names), problems)) {
      const byName = (types[type] ??= {});
      const [body, ...more] = blocksIn(inner);
      if (name in byName || more.length > 0) problems.push(`${type}.${name} is declared more than once`);
      if (isObject(body)) byName[name] = body;
      else problems.push(`${type}.${name} is no block but ${JSON.stringify(inner)}`);
    }
  }
  return types;
}

function bodies(what: string, blocks: readonly Json[], problems: string[]): (readonly [string, Json])[] {
  return blocks.flatMap((block) => {
    if (isObject(block)) return entriesOf(block);
    problems.push(`${what}: ${JSON.stringify(block)} where a block is wanted`);
    return [];
  });
}
