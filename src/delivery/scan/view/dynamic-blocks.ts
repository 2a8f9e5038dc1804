import { isObject, type Json, type JsonObject } from "../../hcl";

/**
 * The document with every dynamic block over literal values written out, block by block, because Checkov judges a dynamic
 * block without its values. One over anything that is only known in a run stays as it is.
 */
export function withoutDynamicBlocks(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutDynamicBlocks);
  if (!isObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withoutDynamicBlocks(field)] as const);
  const body = Object.fromEntries(fields);
  return isObject(body.dynamic) ? expanded(body, body.dynamic) : body;
}

function expanded(body: JsonObject, dynamic: JsonObject): JsonObject {
  const { dynamic: _expanded, ...result }: Record<string, Json> = body;
  const left: Record<string, Json> = {};
  for (const [type, specification] of Object.entries(dynamic)) {
    const made = listOf(specification).map((one) => (isObject(one) ? blocksOf(type, one) : undefined));
    if (made.every((blocks) => blocks !== undefined)) result[type] = [...listOf(result[type] ?? null), ...made.flat()];
    else left[type] = specification;
  }
  return Object.keys(left).length === 0 ? result : { ...result, dynamic: left };
}

/** Undefined when a value is not known, or stands in an expression that is more than the value. */
function blocksOf(type: string, { for_each: values, iterator, content, labels }: JsonObject): Json[] | undefined {
  if (labels !== undefined || !isObject(content) || typeof values !== "object" || values === null) return undefined;
  const name = typeof iterator === "string" ? iterator : type;
  const entries: [Json, Json][] = Array.isArray(values)
    ? values.map((value: Json): [Json, Json] => [value, value])
    : Object.entries(values as JsonObject);
  const blocks = entries.map(([key, value]) => substituted(content, name, { key, value }));
  return blocks.some((block) => mentions(block, name)) ? undefined : blocks;
}

/** Puts an iterator's key and value where a string refers to them. */
function substituted(value: Json, name: string, item: JsonObject): Json {
  if (Array.isArray(value)) return value.map((one: Json) => substituted(one, name, item));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, substituted(field, name, item)]));
  }
  if (typeof value !== "string") return value;
  const reference = new RegExp(`\\$\\{\\s*${name}\\.((?:key|value)(?:\\.\\w+|\\["[^"]+"\\])*)\\s*\\}`, "g");
  const whole = new RegExp(`^${reference.source}$`).exec(value);
  if (whole) return at(item, whole[1]!) ?? value;
  return value.replace(reference, (all, path: string) => {
    const found = at(item, path);
    return typeof found === "object" || found === undefined ? all : String(found);
  });
}

/** `value.ports["http"]` in an item. */
function at(item: JsonObject, path: string): Json | undefined {
  const names = path.match(/\w+|"[^"]+"/g) ?? [];
  return names.reduce<Json | undefined>(
    (value, name) => (isObject(value) ? value[name.replaceAll('"', "")] : undefined),
    item,
  );
}

function mentions(value: Json, name: string): boolean {
  return new RegExp(`\\b${name}\\.(key|value)\\b`).test(JSON.stringify(value));
}

function listOf(value: Json): readonly Json[] {
  if (value === null) return [];
  return Array.isArray(value) ? value : [value];
}
