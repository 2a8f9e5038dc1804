import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { canonical, originOf, renderBlocks, Schemas, withJsonDocuments, type HclBlock, type JsonObject } from "../hcl";
import { paths } from "../paths";
import { run } from "../process";
import { assetsFolder, type Stack } from "../synth";
import { terraformCommand } from "../terraform/binary";

/** Kinds with a file of their own; every other block stands with its construct. */
const OWN_FILE: Readonly<Record<string, string>> = {
  terraform: "terraform.tf",
  provider: "providers.tf",
  variable: "variables.tf",
  locals: "locals.tf",
  output: "outputs.tf",
  moved: "moves.tf",
  import: "moves.tf",
  removed: "moves.tf",
};

/**
 * Writes a deployment as HCL that people maintain: one file a top-level construct, formatted by Terraform, with the path of
 * its construct above each block, and beside it the files that blocks upload. It has the same backend and addresses, so that
 * it plans no change.
 *
 * @returns the files written
 * @throws Failure when the folder holds files already, or Terraform refuses the HCL
 */
export async function eject(
  { name, document, folder: synthesized }: Stack,
  folder: string,
): Promise<readonly string[]> {
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Failure(`${folder} is not empty, and nothing in it is overwritten.`, {
      fix: "Name another folder with --out.",
    });
  }
  const files = ejected(name, document as JsonObject);
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
  copyFileSync(paths.publishedLock, join(folder, ".terraform.lock.hcl"));
  const assets = join(synthesized, assetsFolder);
  if (existsSync(assets)) cpSync(assets, join(folder, assetsFolder), { recursive: true });
  const { code, stdout, stderr } = await run(terraformCommand(), ["fmt", folder]);
  if (code !== 0) throw new Failure(`terraform fmt refuses what was written to ${folder}:\n${stdout}${stderr}`);
  return [...files.keys()];
}

/** The files of an ejected deployment by name, not yet formatted. Pure. */
export function ejected(name: string, document: JsonObject): ReadonlyMap<string, string> {
  const blocks = renderBlocks(readableDocuments(canonical([document], name)), Schemas.committed(), name);
  const files = new Map<string, string[]>();
  for (const block of blocks) {
    const path = originOf(block.body).path?.split("/").slice(1) ?? [];
    const file = OWN_FILE[block.kind] ?? `${path[0] ?? "main"}.tf`;
    files.set(file, [...(files.get(file) ?? []), text(block, path)]);
  }
  return new Map([...files].sort().map(([file, texts]) => [file, `${texts.join("\n\n")}\n`]));
}

function text({ lines }: HclBlock, path: readonly string[]): string {
  const place = path.filter((part) => part !== "Resource").join("/");
  return [...(place === "" ? [] : [`# ${place}`]), ...lines].join("\n");
}

function readableDocuments(document: JsonObject): JsonObject {
  const { resource, ...rest } = document;
  const types = Object.entries((resource ?? {}) as Record<string, Record<string, JsonObject>>).map(([type, byName]) => [
    type,
    Object.fromEntries(Object.entries(byName).map(([name, body]) => [name, withJsonDocuments(type, body)])),
  ]);
  return types.length === 0 ? rest : { ...rest, resource: Object.fromEntries(types) as JsonObject };
}
