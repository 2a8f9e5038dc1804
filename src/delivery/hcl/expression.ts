import type { Json } from "./json";
import { breaksOutsideBrackets, quoted, wholeExpression } from "./template";

const IDENTIFIER = /^[A-Za-z_][\w-]*$/;
const WIDTH = 100;

/** How a string is written: as a template, or as the reference that it is. */
type Write = (text: string) => string;

/** A JSON value as an HCL expression; lines after the first are indented by `indent`. */
export function expression(value: Json, indent = ""): string {
  return written(value, indent, template);
}

/** The same, with every string a reference or keyword: `${aws_vpc.main}` and `aws_vpc.main` alike. */
export function bareExpression(value: Json, indent = ""): string {
  return written(value, indent, (text) => wholeExpression(text) ?? text);
}

/** A string that is one `${…}` is that expression, of whatever type; any other is a template. */
function template(text: string): string {
  const inside = wholeExpression(text);
  if (inside === undefined) return quoted(text);
  // A line break would end the argument, unless it stands in parentheses.
  return breaksOutsideBrackets(inside) ? `(${inside})` : inside;
}

function written(value: Json, indent: string, write: Write): string {
  if (typeof value === "string") return write(value);
  if (value === null || typeof value !== "object") return String(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    return list(
      value.map((item: Json) => written(item, inner, write)),
      indent,
    );
  }
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${key(name)} = ${written(field, inner, write)}\n`,
  );
  return fields.length > 0 ? `{\n${fields.join("")}${indent}}` : "{}";
}

function list(items: readonly string[], indent: string): string {
  const line = `[${items.join(", ")}]`;
  if (line.length <= WIDTH && !line.includes("\n")) return line;
  return `[\n${items.map((item) => `${indent}  ${item},\n`).join("")}${indent}]`;
}

/** A key of an object: an identifier as it is, anything else as a template. */
function key(name: string): string {
  return IDENTIFIER.test(name) ? name : quoted(name);
}
