/** A value of a Terraform JSON document. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A block may stand alone or in a (nested) array of blocks: both as a flat list. Nulls are blocks that are not there. */
export function blocksIn(value: Json): readonly Json[] {
  if (value === null) return [];
  return Array.isArray(value) ? value.flatMap(blocksIn) : [value];
}

/** The entries of a body without `//`, the comment of Terraform JSON. */
export function entriesOf(body: JsonObject): readonly (readonly [string, Json])[] {
  return Object.entries(body).filter(([name]) => name !== "//");
}
