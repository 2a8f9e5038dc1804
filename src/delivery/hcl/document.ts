import { Failure } from "../failure";
import { blockLines, labelled, type Complain } from "./body";
import { isObject, type Json, type JsonObject } from "./json";
import { dataMeta, documentBlocks, providerMeta, resourceMeta } from "./language";
import type { BlockKind, Schemas } from "./schema";
import { merged, type Shape } from "./shape";
import { quoted } from "./template";

/** A block at the top of a document, rendered. */
export interface HclBlock {
  /** `resource`, `data`, `provider`, `output`… */
  readonly kind: string;
  readonly labels: readonly string[];
  /** As Terraform prints it: `aws_vpc.main`, `data.aws_ami.x`, `output.y`. */
  readonly address: string;
  /** The block as it stands in the JSON. */
  readonly body: JsonObject;
  readonly lines: readonly string[];
}

/** Terraform's own order of kinds, as people write them; a document may hold no other. */
const kinds = [
  "terraform",
  "provider",
  "variable",
  "locals",
  "module",
  "ephemeral",
  "data",
  "resource",
  "moved",
  "import",
  "removed",
  "check",
  "output",
] as const;
type Kind = (typeof kinds)[number];

const typed: readonly string[] = ["resource", "data", "ephemeral"] satisfies BlockKind[];

/**
 * Every block of a Terraform JSON document as HCL, in a fixed order: kinds as people write them, then by address.
 * @param name of the document, for messages
 * @throws Failure with every block, argument and value that has no place in HCL
 */
export function renderBlocks(document: JsonObject, schemas: Schemas, name: string): readonly HclBlock[] {
  const problems: string[] = [];
  const unknown = Object.keys(document).filter((key) => key !== "//" && !kinds.includes(key as Kind));
  problems.push(...unknown.map((key) => `unknown top-level block "${key}"`));
  const blocks = kinds.flatMap((kind) =>
    labelled(document[kind] ?? null, labelsOf(kind), (problem) => problems.push(`${kind}: ${problem}`))
      .map(({ labels, body }) => render(kind, labels, body, schemas, problems))
      .sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0)),
  );
  if (problems.length === 0) return blocks;
  throw new Failure(`${name} cannot be rendered as HCL:\n${problems.map((text) => `  - ${text}`).join("\n")}`, {
    fix:
      `Correct the JSON as \`terraform validate\` wants it. Known are ${schemas.names.join(", ")}; ` +
      "of another provider give the schema: `terraform providers schema -json > schema.json`, then --schema schema.json.",
  });
}

function render(
  kind: Kind,
  labels: readonly string[],
  body: JsonObject,
  schemas: Schemas,
  problems: string[],
): HclBlock {
  const address = addressOf(kind, labels);
  const complain: Complain = (problem) => problems.push(`${address}: ${problem}`);
  const head = [kind, ...labels.map(quoted)].join(" ");
  const shape = shapeOf(kind, labels[0] ?? "", schemas, complain);
  return { kind, labels, address, body, lines: shape ? lines(head, body, shape, complain) : [] };
}

function lines(head: string, body: JsonObject, shape: Shape, complain: Complain): readonly string[] {
  try {
    return blockLines(head, body, shape, complain).join("\n").split("\n");
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    complain(error.message);
    return [];
  }
}

function labelsOf(kind: Kind): number {
  if (kind === "provider") return 1;
  return documentBlocks[kind]?.labels ?? 2;
}

function shapeOf(kind: Kind, type: string, schemas: Schemas, complain: Complain): Shape | undefined {
  const own = documentBlocks[kind];
  if (own) return own.body();
  const shape = kind === "provider" ? schemas.configuration(type) : schemas.type(kind as BlockKind, type);
  if (!shape) {
    complain(`no schema of ${kind === "provider" ? `provider "${type}"` : `type "${type}"`}`);
    return undefined;
  }
  if (kind === "provider") return merged(shape, providerMeta);
  return merged(shape, kind === "resource" ? resourceMeta : dataMeta);
}

function addressOf(kind: Kind, labels: readonly string[]): string {
  const name = labels.join(".");
  if (kind === "resource") return name;
  if (typed.includes(kind)) return `${kind}.${name}`;
  return [kind, name].filter(Boolean).join(".");
}

/** The metadata that CDKTF and this project leave in a block's comment. */
export interface Origin {
  /** Path of the construct, with the stack's name first. */
  readonly path?: string;
  /** `file:line:column` of the TypeScript that made it. */
  readonly source?: string;
  /** The same of the library's line that made it, when that is another. */
  readonly definedAt?: string;
  /** What the deployment calls it, when the document that is rendered calls it otherwise. */
  readonly address?: string;
}

export function originOf(body: JsonObject): Origin {
  const comment = isObject(body["//"]) ? body["//"] : {};
  const metadata = isObject(comment.metadata) ? comment.metadata : {};
  const text = (value: Json | undefined): string | undefined => (typeof value === "string" ? value : undefined);
  return {
    path: text(metadata.path),
    source: text(comment.source),
    definedAt: text(comment.definedAt),
    address: text(comment.address),
  };
}
