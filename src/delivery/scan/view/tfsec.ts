import { isObject, type Json, type JsonObject } from "../../hcl";
import { withClassicRules } from "./classic-rules";

/**
 * tfsec 1.28.14 stops at blocks and misses types that are younger than itself. This is the same document in words that it
 * knows: no ephemeral blocks, classic security group rules, and policies whose references are literals. What a block is
 * called in the deployment stays in its comment (`"//".address`).
 */
export function forTfsec(document: JsonObject): JsonObject {
  const { ephemeral: _stopsTfsec, ...rest } = document;
  return literal(withClassicRules(rest)) as JsonObject;
}

const REFERENCE = /\b(?:(data)\.)?(aws_\w+)\.(\w+)((?:\[[^\]]*\])*)\.(\w+)/g;
const INTERPOLATION = /(?<!\$)\$\{([^{}]*)\}/g;

/**
 * A value that tfsec does not know makes it skip the whole policy around it, silently. In JSON documents, and in calls of
 * `jsonencode`, references become literals that look like what they refer to.
 */
function literal(value: Json): Json {
  if (Array.isArray(value)) return value.map(literal);
  if (isObject(value)) return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, literal(field)]));
  if (typeof value !== "string") return value;
  if (/^\$\{jsonencode\(/.test(value))
    return value.replace(REFERENCE, (...match) => JSON.stringify(placeholder(match)));
  if (!/^\s*[{[]/.test(value)) return value;
  return value.replace(INTERPOLATION, (_all, inside: string) =>
    inside.replace(/"/g, "").replace(REFERENCE, (...match) => placeholder(match)),
  );
}

/** An ARN where an ARN stands; the reference itself otherwise. */
function placeholder([, data, type, name, , attribute]: readonly unknown[]): string {
  const service = String(type).split("_")[1];
  if (attribute !== "arn") return [data, type, name, attribute].filter(Boolean).join(".");
  return service === "s3"
    ? `arn:aws:s3:::${String(name)}`
    : `arn:aws:${service}:us-east-1:123456789012:${String(name)}`;
}
