import { expression } from "./expression";
import { isObject, type Json, type JsonObject } from "./json";
import { pieces } from "./template";

/** Arguments whose JSON the AWS provider compares by meaning: another order of keys is no change to it. */
const COMPARED_BY_MEANING = new Set([
  "policy",
  "assume_role_policy",
  "container_definitions",
  "event_pattern",
  "dashboard_body",
  "policy_document",
]);

/** A resource whose JSON documents are calls of `jsonencode`, where that changes no plan. */
export function withJsonDocuments(type: string, body: JsonObject): JsonObject {
  const isAws = type.startsWith("aws_");
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, readable(value, isAws && COMPARED_BY_MEANING.has(name))]),
  );
}

/** @param byMeaning whether another text of the same meaning is no change */
function readable(value: Json, byMeaning: boolean): Json {
  if (Array.isArray(value)) return value.map((item: Json) => readable(item, false));
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, readable(field, false)]));
  }
  if (typeof value !== "string") return value;
  const document = /^[{[]/.test(value) ? parsed(value) : undefined;
  if (document === undefined) return value;
  return byMeaning || JSON.stringify(sorted(document)) === value
    ? `\${jsonencode(${expression(document, "  ")})}`
    : value;
}

/** The document in a template; undefined when it is none, or when an expression stands where no text can stand. */
function parsed(text: string): Json | undefined {
  const sequences: string[] = [];
  const plain = pieces(text).map((piece) =>
    "literal" in piece ? piece.literal : `\\u0001${sequences.push(piece.sequence) - 1}\\u0001`,
  );
  try {
    return restored(JSON.parse(plain.join("")) as Json, sequences);
  } catch {
    return undefined;
  }
}

function restored(value: Json, sequences: readonly string[]): Json {
  const text = (from: string): string =>
    from.replace(/\u0001(\d+)\u0001/g, (_all, index: string) => sequences[Number(index)]!);
  if (typeof value === "string") return text(value);
  if (Array.isArray(value)) return value.map((item: Json) => restored(item, sequences));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [text(name), restored(field, sequences)]));
}

/** As `jsonencode` writes it. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((name) => [name, sorted(value[name]!)]),
  );
}
