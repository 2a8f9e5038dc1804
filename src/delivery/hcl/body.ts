import { bareExpression, expression } from "./expression";
import { blocksIn, entriesOf, isObject, type Json, type JsonObject } from "./json";
import { quoted } from "./template";
import type { BlockShape, Shape } from "./shape";

/** Notes what cannot be rendered; the caller knows in which block. */
export type Complain = (problem: string) => void;

/** The lines of a block: its head, body and closing brace. */
export function blockLines(head: string, body: JsonObject, shape: Shape, complain: Complain, indent = ""): string[] {
  const lines = bodyLines(body, shape, complain, `${indent}  `);
  return lines.length === 0 ? [`${indent}${head} {}`] : [`${indent}${head} {`, ...lines, `${indent}}`];
}

/** Arguments first, then nested blocks, as people write them. */
function bodyLines(body: JsonObject, shape: Shape, complain: Complain, indent: string): string[] {
  const entries = entriesOf(body);
  const isNested = ([name, value]: readonly [string, Json]): boolean =>
    name in shape.blocks || isDynamic(name, shape) || isListOfObjects(name, value, shape);
  const said = (problem: string, name: string): void => complain(`${name}: ${problem}`);
  return [
    ...entries
      .filter((entry) => !isNested(entry))
      .flatMap(([name, value]) => argumentLines(name, value, shape, complain, indent)),
    ...entries
      .filter(isNested)
      .flatMap(([name, value]) => nestedLines(name, value, shape, (problem) => said(problem, name), indent)),
  ];
}

/** An argument without a value is an argument that is not set. */
function argumentLines(name: string, value: Json, shape: Shape, complain: Complain, indent: string): string[] {
  if (value === null) return [];
  if (shape.bare?.has(name)) return [`${indent}${name} = ${bareExpression(value, indent)}`];
  if (shape.attributes && !shape.attributes.has(name)) {
    complain(`unknown argument or block "${name}"`);
    return [];
  }
  return [`${indent}${name} = ${expression(value, indent)}`];
}

function nestedLines(type: string, value: Json, shape: Shape, complain: Complain, indent: string): string[] {
  if (isDynamic(type, shape)) return dynamicLines(value, shape, complain, indent);
  const block = shape.blocks[type];
  if (block) return labelledLines(type, value, block, complain, indent);
  return blocksIn(value).flatMap((item) =>
    blockLines(type, withoutNulls(item as JsonObject), openBody, complain, indent),
  );
}

/** A block with labels is nested one object deeper for each of them. */
function labelledLines(type: string, value: Json, block: BlockShape, complain: Complain, indent: string): string[] {
  return labelled(value, block.labels, complain).flatMap(({ labels, body }) =>
    blockLines([type, ...labels.map(quoted)].join(" "), body, block.body(), complain, indent),
  );
}

/** Every block below a name of Terraform JSON, with its labels. */
export function labelled(
  value: Json,
  depth: number,
  complain: Complain,
): readonly { readonly labels: readonly string[]; readonly body: JsonObject }[] {
  return blocksIn(value).flatMap((item) => {
    if (!isObject(item)) {
      complain(`${JSON.stringify(item)} where a block is wanted`);
      return [];
    }
    if (depth === 0) return [{ labels: [], body: item }];
    return entriesOf(item).flatMap(([label, inner]) =>
      labelled(inner, depth - 1, complain).map(({ labels, body }) => ({ labels: [label, ...labels], body })),
    );
  });
}

/** `dynamic`: a block a value; its content is shaped like the block that it makes. */
function dynamicLines(value: Json, shape: Shape, complain: Complain, indent: string): string[] {
  return labelled(value, 1, complain).flatMap(({ labels: [type = ""], body }) => {
    const made = shape.blocks[type]?.body() ?? (shape.objectLists?.has(type) ? openBody : undefined);
    if (!made) {
      complain(`unknown block "${type}"`);
      return [];
    }
    const frame: Shape = {
      attributes: new Set(["for_each", "labels"]),
      bare: new Set(["iterator"]),
      blocks: { content: { labels: 0, body: () => made } },
    };
    return blockLines(`dynamic ${quoted(type)}`, body, frame, complain, indent);
  });
}

/** Terraform knows `dynamic` wherever a provider's schema has blocks. */
function isDynamic(name: string, shape: Shape): boolean {
  return name === "dynamic" && (shape.objectLists !== undefined || Object.keys(shape.blocks).length > 0);
}

function isListOfObjects(name: string, value: Json, shape: Shape): boolean {
  return (
    shape.objectLists?.has(name) === true &&
    (isObject(value) || (Array.isArray(value) && value.length > 0 && value.every(isObject)))
  );
}

function withoutNulls(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

const openBody: Shape = { blocks: {} };
