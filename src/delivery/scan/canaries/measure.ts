import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isObject, Schemas, type Json, type JsonObject } from "../../hcl";
import { Blind } from "../blind";
import type { RawFinding, Scanner } from "../finding";
import { pinnedVersion, scannerPrograms } from "../run-scanners";
import { ask, readReport, requireVersion, type ScannerFinding, type ScannerProgram } from "../scanners/program";
import { renderView, type ViewBlock } from "../view";
import { canaryDocuments, canaryStacks } from ".";

/** What a scanner is given: the JSON as it is synthesized, the same without what stops scanners, or the view. */
export const inputs = ["synthesized", "json", "view"] as const;
export type Input = (typeof inputs)[number];

/** Kinds that make tfsec give up or Checkov skip the file; without them the JSON shows what scanners see in its resources. */
const STOPPERS = ["moved", "import", "removed", "check", "ephemeral", "terraform"];

/** Where each block of a file stands; empty for JSON. */
type LineMaps = Readonly<Record<string, readonly ViewBlock[]>>;

/**
 * Runs one scanner over the canary stacks.
 * @returns its findings; of Checkov on JSON, addresses are `*.<name>`, because it does not tell the type
 * @throws Blind when the scanner is missing or not the pinned version
 */
export async function measure(scanner: Scanner, input: Input): Promise<readonly RawFinding[]> {
  const folder = mkdtempSync(join(tmpdir(), "estate-canaries-"));
  try {
    const maps = writeStacks(folder, scanner, input);
    const program = scannerPrograms.find((one) => one.scanner === scanner)!;
    return (await answer(program, input, folder)).map(({ rule, message, at }) => ({
      engine: scanner,
      deployment: at.deployment,
      rule,
      message,
      address: blockAt(maps[at.deployment], at.line) ?? addressIn(scanner, at.resource),
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeStacks(folder: string, scanner: Scanner, input: Input): LineMaps {
  const documents = canaryDocuments();
  const maps: Record<string, readonly ViewBlock[]> = {};
  for (const side of ["faulty", "fixed"] as const) {
    const name = canaryStacks[side];
    mkdirSync(join(folder, name));
    if (input === "view") {
      const { text, blocks } = renderView(scanner, name, documents[side], Schemas.committed(), () => []);
      writeFileSync(join(folder, name, "main.tf"), text);
      maps[name] = blocks;
    } else {
      const document = input === "json" ? withoutStoppers(documents[side]) : documents[side];
      writeFileSync(join(folder, name, "cdk.tf.json"), JSON.stringify(document, null, 2));
    }
  }
  return maps;
}

/**
 * Checkov skips a file in which a body stands in an array, and builds no graph when one block of a file is dynamic. Without
 * the few canaries of these forms, the JSON shows what Checkov sees in the others.
 */
function withoutStoppers(document: JsonObject): JsonObject {
  const kept = Object.fromEntries(Object.entries(document).filter(([kind]) => !STOPPERS.includes(kind)));
  const single = (bodies: Json): Json =>
    Object.fromEntries(
      Object.entries(bodies as JsonObject).filter(([, body]) => isObject(body) && !("dynamic" in body)),
    );
  const types = Object.entries(kept.resource as JsonObject).map(([type, bodies]) => [type, single(bodies)]);
  return { ...kept, resource: Object.fromEntries(types) as JsonObject };
}

/** What the scanner says; nothing when it gives up, which is a result here. */
async function answer(program: ScannerProgram, input: Input, folder: string): Promise<readonly ScannerFinding[]> {
  // Checkov's framework for HCL reads no JSON.
  const framework = (argument: string): string => (argument === "terraform" ? "terraform_json" : argument);
  const args = program.arguments(folder);
  try {
    const stdout = await ask(program, input === "view" ? args : args.map(framework), folder);
    const report = readReport(program, stdout, folder);
    await requireVersion(program, report, pinnedVersion(program.scanner));
    return report.findings;
  } catch (error) {
    if (error instanceof Blind) return [];
    throw error;
  }
}

function blockAt(blocks: readonly ViewBlock[] | undefined, line: number | undefined): string | undefined {
  return line === undefined ? undefined : blocks?.find(({ start, end }) => start <= line && line <= end)?.address;
}

/** Of an instance, its block. Checkov on JSON says `resource.<name>`. */
function addressIn(scanner: Scanner, resource: string): string {
  const address = resource.replace(/\[.*$/, "");
  return scanner === "tfsec" ? address : `*.${address.split(".").at(-1)!}`;
}
