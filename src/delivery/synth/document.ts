import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";

/** A block's arguments as they stand in Terraform JSON. */
export type Block = Readonly<Record<string, unknown>>;
/** `type -> name -> body`, the shape of `resource`, `data` and `ephemeral`. */
export type Blocks = Readonly<Record<string, Readonly<Record<string, Block>>>>;

/** The parts of a synthesized `cdk.tf.json` that delivery reads. */
export interface TerraformDocument {
  readonly terraform?: {
    readonly required_version?: string;
    readonly required_providers?: Readonly<Record<string, { readonly source?: string; readonly version?: string }>>;
    readonly backend?: Readonly<Record<string, Block>>;
  };
  readonly provider?: Readonly<Record<string, readonly Block[] | Block>>;
  readonly resource?: Blocks;
  readonly data?: Blocks;
  readonly ephemeral?: Blocks;
  readonly module?: Readonly<Record<string, Block>>;
}

/** One synthesized deployment: its folder and what stands in it. */
export interface Stack {
  readonly name: string;
  readonly folder: string;
  readonly document: TerraformDocument;
  /** SHA-256 of `cdk.tf.json`: two equal digests plan the same infrastructure. */
  readonly digest: string;
}

export const stackFile = "cdk.tf.json";
/** Beside the stack's file: what its resources upload, such as packages of functions. CDKTF's `TerraformAsset` names it so. */
export const assetsFolder = "assets";

/**
 * Reads the synthesized deployment `name` below `out` (a cdktf.out).
 * @throws Failure when it is not there or not JSON
 */
export function readStack(out: string, name: string): Stack {
  const { folder, file } = placeOf(out, name);
  const text = readFileSync(file, "utf8");
  return { name, folder, document: parse(text, file), digest: digestOf(text) };
}

/**
 * The digest of a synthesized deployment, as in `Stack`, without reading what stands in it.
 * @throws Failure when it is not there
 */
export function stackDigest(out: string, name: string): string {
  return digestOf(readFileSync(placeOf(out, name).file));
}

/** Bytes of a synthesized deployment; 0 when it is not there. */
export function stackSize(out: string, name: string): number {
  return statSync(join(out, "stacks", name, stackFile), { throwIfNoEntry: false })?.size ?? 0;
}

function placeOf(out: string, name: string): { readonly folder: string; readonly file: string } {
  const folder = join(out, "stacks", name);
  const file = join(folder, stackFile);
  if (!existsSync(file)) {
    throw new Failure(`No synthesized ${name} in ${out}: ${file} does not exist.`, {
      fix: `Synthesize it (\`npx estate synth ${name}\`), or give --from the folder that holds stacks/${name}.`,
    });
  }
  return { folder, file };
}

function digestOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function parse(text: string, file: string): TerraformDocument {
  try {
    return JSON.parse(text) as TerraformDocument;
  } catch (cause) {
    throw new Failure(`${file} is not JSON: ${(cause as Error).message}.`, { fix: "Synthesize it anew.", cause });
  }
}

/** A managed resource of a synthesized deployment. */
export interface ResourceEntry {
  readonly type: string;
  readonly address: string;
  /** Path of the construct below the stack, such as `network/app_a`. */
  readonly constructPath: string;
  readonly body: Block;
}

/** Every managed resource, sorted by address. */
export function resourcesOf({ document, name }: Pick<Stack, "document" | "name">): readonly ResourceEntry[] {
  return Object.entries(document.resource ?? {})
    .flatMap(([type, byName]) =>
      Object.entries(byName).map(([id, body]) => {
        const address = `${type}.${id}`;
        return { type, address, body, constructPath: constructPath(body, name) ?? address };
      }),
    )
    .sort((a, b) => (a.address < b.address ? -1 : 1));
}

/** The path that CDKTF noted in the `//` metadata, without the stack's own name and the final `Resource`. */
function constructPath(body: Block, stack: string): string | undefined {
  const path = (body["//"] as { metadata?: { path?: string } } | undefined)?.metadata?.path;
  const parts = path?.split("/");
  if (parts?.[0] === stack) parts.shift();
  if (parts && parts.length > 1 && parts.at(-1) === "Resource") parts.pop();
  return parts?.join("/");
}
