import { originOf, renderBlocks, type HclBlock, type JsonObject, type Schemas } from "../../hcl";
import type { Scanner } from "../finding";
import { withClassicRules } from "./classic-rules";
import { withDeliveredLogs } from "./delivered-logs";
import { withoutDynamicBlocks } from "./dynamic-blocks";
import { forTfsec } from "./tfsec";

/** What the skip comments of a block say: rule ids of one scanner, each with its reason. */
export type Skips = (address: string) => readonly { readonly rule: string; readonly reason: string }[];

/** Where a block stands in a view. */
export interface ViewBlock {
  /** As the deployment calls it, whatever the view does. */
  readonly address: string;
  readonly kind: string;
  /** Path of the construct below the stack. */
  readonly constructPath: string;
  /** `file:line:column` of the TypeScript that made it. */
  readonly source?: string;
  /** The same of the construct library's line. */
  readonly definedAt?: string;
  /** The bucket that a resource beside it sets something of. */
  readonly bucket?: string;
  /** Whether `count` or `for_each` makes any number of it. */
  readonly isRepeated: boolean;
  /** First and last line of the block, from 1. */
  readonly start: number;
  readonly end: number;
}

/** A deployment as one scanner sees everything in it: HCL, and where each block of it comes from. */
export interface View {
  readonly text: string;
  readonly blocks: readonly ViewBlock[];
}

/** Blocks that hold no resource; each of them stops a scanner or makes it skip the file (facts: see docs/compliance/scanners.md). */
const LEFT_OUT = ["moved", "import", "removed", "check"];

/**
 * Renders a synthesized document for a scanner.
 * @param name of the deployment, for messages
 * @throws Failure when something in it has no place in HCL
 */
export function renderView(scanner: Scanner, name: string, document: JsonObject, schemas: Schemas, skips: Skips): View {
  const kept = withDeliveredLogs(
    withoutDynamicBlocks(
      Object.fromEntries(Object.entries(document).filter(([kind]) => !LEFT_OUT.includes(kind))),
    ) as JsonObject,
  );
  const lines: string[] = [];
  const seen = scanner === "tfsec" ? forTfsec(kept) : withClassicRules(kept);
  const blocks = renderBlocks(seen, schemas, name).map((block): ViewBlock => {
    const origin = viewOrigin(name, block);
    const [comments, body] = withSkips(scanner, block.lines.map(speechless), skips(origin.address));
    lines.push(...describe(origin), ...comments);
    const start = lines.length + 1;
    lines.push(...body);
    const placed = { ...origin, kind: block.kind, start, end: lines.length };
    lines.push("");
    return placed;
  });
  return { text: lines.join("\n"), blocks };
}

function viewOrigin(name: string, block: HclBlock): Omit<ViewBlock, "kind" | "start" | "end"> {
  const { path, source, definedAt, address } = originOf(block.body);
  return {
    address: address ?? block.address,
    constructPath: belowStack(path, name) ?? block.address,
    source,
    definedAt,
    isRepeated: "count" in block.body || "for_each" in block.body,
    ...bucketOf(block),
  };
}

function bucketOf({ labels, body }: HclBlock): { readonly bucket?: string } {
  if (labels[0]?.startsWith("aws_s3_bucket_") !== true || typeof body.bucket !== "string") return {};
  const [reference] = /\baws_s3_bucket\.\w+/.exec(body.bucket) ?? [];
  return reference === undefined ? {} : { bucket: reference };
}

/** The path that CDKTF noted, without the stack's own name and the final `Resource`. */
function belowStack(path: string | undefined, stack: string): string | undefined {
  const parts = path?.split("/");
  if (parts?.[0] === stack) parts.shift();
  if (parts && parts.length > 1 && parts.at(-1) === "Resource") parts.pop();
  return parts?.join("/");
}

/** For people who read the view; each on one line, whatever stands in the JSON. */
function describe({ constructPath, source }: { readonly constructPath: string; readonly source?: string }): string[] {
  return [`# construct: ${oneLine(constructPath)}`, ...(source === undefined ? [] : [`# source: ${oneLine(source)}`])];
}

/** tfsec wants its comment on the line above the block, Checkov inside. Neither is confused by the other's. */
function withSkips(
  scanner: Scanner,
  lines: readonly string[],
  skips: ReturnType<Skips>,
): readonly [readonly string[], readonly string[]] {
  if (skips.length === 0) return [[], lines];
  if (scanner === "tfsec") {
    const above = `#${skips.map(({ rule }) => `tfsec:ignore:${rule}`).join(" ")}`;
    return [[above], lines.map((line) => `${line}${ignoredAt(line, skips)}`)];
  }
  const comments = skips.map(({ rule, reason }) => `  #checkov:skip=${rule}:${oneLine(reason)}`);
  const [head = "", ...body] = lines;
  const opened = head.endsWith("{}") ? [head.slice(0, -1), ...comments, "}"] : [head, ...comments, ...body];
  return [[], opened];
}

/** Of an RDS instance tfsec hears this comment at the attribute alone (tried with 1.28.14). */
const HEARD_AT_ATTRIBUTE: Readonly<Record<string, string>> = {
  "aws-rds-enable-deletion-protection": "  deletion_protection = ",
};

function ignoredAt(line: string, skips: ReturnType<Skips>): string {
  const here = skips.find(({ rule }) => HEARD_AT_ATTRIBUTE[rule] && line.startsWith(HEARD_AT_ATTRIBUTE[rule]));
  return here ? ` #tfsec:ignore:${here.rule}` : "";
}

/** A value that spells a skip comment would silence its block: written with an escape it means the same, and says nothing. */
function speechless(line: string): string {
  return line.replace(/(checkov|bridgecrew|cortex|tfsec|trivy)(:)(skip|ignore)/g, "$1\\u003a$3");
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}
