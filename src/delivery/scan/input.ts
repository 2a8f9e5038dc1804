import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { deployments, findDeployment } from "../../config";
import { Failure } from "../failure";
import type { LocatedAcknowledgement } from "../../platform/acknowledge";
import { canonical, isObject, type Json, type JsonObject } from "../hcl";
import { paths } from "../paths";
import { synthesize } from "../synth";

/** A deployment to be scanned, whoever synthesized it. */
export interface ScanInput {
  readonly name: string;
  readonly folder: string;
  /** The Terraform JSON files of the folder, by path. */
  readonly files: readonly { readonly path: string; readonly text: string }[];
  /** All of them as one document. */
  readonly document: JsonObject;
  /** As they stand in the files' comments; nobody has judged them yet. */
  readonly acknowledgements: readonly LocatedAcknowledgement[];
}

/**
 * The named deployments (all when none is named), synthesized with the TypeScript line of every block, or read from
 * `from`: a cdktf.out, or any folder with Terraform JSON.
 * @throws Failure when something would stay unread
 */
export async function readInputs(names: readonly string[], from: string | undefined): Promise<readonly ScanInput[]> {
  if (from !== undefined) return foreign(resolve(from), names);
  for (const name of names) findDeployment(name);
  const out = join(paths.home(), "scan", "synthesized");
  await synthesize(names, out, { sourceLocations: true });
  return (names.length > 0 ? names : deployments.map(({ name }) => name)).map((name) =>
    readInput(join(out, "stacks", name), name),
  );
}

function foreign(from: string, names: readonly string[]): readonly ScanInput[] {
  const folders = stackFolders(from);
  const unknown = names.filter((name) => !folders.has(name));
  if (unknown.length > 0) {
    throw new Failure(`${from} has no ${unknown.join(", ")}; it has ${[...folders.keys()].join(", ")}.`, {
      fix: "Name one of these, or leave the names out to scan all of them.",
    });
  }
  return [...folders]
    .filter(([name]) => names.length === 0 || names.includes(name))
    .map(([name, folder]) => readInput(folder, name));
}

/** Stacks by name: the folders below `stacks`, or the folder itself. */
function stackFolders(from: string): ReadonlyMap<string, string> {
  const isFolder = statSync(from, { throwIfNoEntry: false })?.isDirectory() === true;
  const stacks = join(from, "stacks");
  if (existsSync(stacks)) {
    const folders = readdirSync(stacks, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (folders.length > 0) return new Map(folders.map(({ name }) => [name, join(stacks, name)] as const).sort());
  } else if (isFolder && jsonFiles(from).length > 0) return new Map([[basename(from), from]]);
  throw new Failure(`${from} holds no Terraform JSON: neither stacks/<name>/cdk.tf.json nor *.tf.json.`, {
    fix: "Give --from a folder that `cdktf synth` or `estate synth --out` wrote, or one with *.tf.json files.",
  });
}

function readInput(folder: string, name: string): ScanInput {
  const hcl = readdirSync(folder).filter((file) => /\.(tf|tofu|tofu\.json)$/.test(file));
  if (hcl.length > 0) {
    throw new Failure(
      `${folder} holds ${hcl.join(", ")} beside its Terraform JSON, and only JSON is rendered and scanned.`,
      {
        fix: `Scan these by themselves (\`checkov -d ${folder}\`), or move them away.`,
      },
    );
  }
  const files = jsonFiles(folder).map((path) => ({ path, text: readFileSync(path, "utf8") }));
  if (files.length === 0) {
    throw new Failure(`No synthesized ${name}: ${folder} holds no *.tf.json.`, { fix: `npx estate synth ${name}` });
  }
  const documents = files.map(parse);
  const acknowledgements = documents.flatMap(acknowledgementsOf);
  return { name, folder, files, document: canonical(documents, name), acknowledgements };
}

function jsonFiles(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".tf.json"))
    .sort()
    .map((file) => join(folder, file));
}

function parse({ path, text }: { readonly path: string; readonly text: string }): JsonObject {
  const shown = relative(process.cwd(), path);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
    throw new Error("it is no object");
  } catch (cause) {
    throw new Failure(`${shown} is no Terraform JSON: ${(cause as Error).message}.`, {
      fix: "Synthesize it anew.",
      cause,
    });
  }
}

/** What synthesis wrote into a document's comment, whatever form the comment has. */
function acknowledgementsOf(document: JsonObject): readonly LocatedAcknowledgement[] {
  const comments = ([] as Json[]).concat(document["//"] ?? []).filter(isObject);
  return comments.flatMap((comment) => {
    const listed = Array.isArray(comment.acknowledgements) ? (comment.acknowledgements as Json[]) : [];
    return listed.filter(isObject) as unknown as LocatedAcknowledgement[];
  });
}
