import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { Failure } from "../../failure";
import { isObject, Schemas, type Json, type JsonObject } from "../../hcl";
import { paths } from "../../paths";
import { run } from "../../process";
import type { RawFinding, Scanner } from "../finding";
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
 * @throws Failure when the scanner prints no JSON
 */
export async function measure(scanner: Scanner, input: Input): Promise<readonly RawFinding[]> {
  const folder = mkdtempSync(join(tmpdir(), "estate-canaries-"));
  try {
    const maps = writeStacks(folder, scanner, input);
    return scanner === "tfsec" ? await tfsec(folder, maps) : await checkov(folder, input, maps);
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

interface TfsecOutput {
  readonly results: readonly TfsecResult[] | null;
}
interface TfsecResult {
  readonly long_id: string;
  readonly description: string;
  readonly resource: string;
  readonly location: { readonly filename: string; readonly start_line: number };
}

async function tfsec(folder: string, maps: LineMaps): Promise<readonly RawFinding[]> {
  const args = [folder, "--no-color", "-f", "json", "-s", "--no-module-downloads"];
  const output = await json<TfsecOutput>(join(paths.toolsBin, "tfsec"), args);
  return (output?.results ?? []).map(({ long_id: rule, description, resource, location }) => {
    const deployment = basename(dirname(location.filename));
    const address = blockAt(maps[deployment], location.start_line) ?? resource.replace(/\[.*$/, "");
    return { engine: "tfsec" as const, deployment, rule, message: description, address };
  });
}

interface CheckovOutput {
  readonly results?: { readonly failed_checks: readonly CheckovResult[] };
}
interface CheckovResult {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
  readonly file_path: string;
  readonly file_line_range: readonly [number, number];
}

async function checkov(folder: string, input: Input, maps: LineMaps): Promise<readonly RawFinding[]> {
  const framework = input === "view" ? "terraform" : "terraform_json";
  const args = ["-d", folder, "--framework", framework, "--skip-download", "--compact", "-o", "json", "--soft-fail"];
  const output = await json<CheckovOutput>(join(paths.tools, "checkov", "bin", "checkov"), args);
  return (output?.results?.failed_checks ?? []).map((result) => {
    const deployment = basename(dirname(result.file_path));
    const name = result.resource.replace(/\[.*$/, "").split(".").at(-1)!;
    const address = blockAt(maps[deployment], result.file_line_range[0]) ?? `*.${name}`;
    const { check_id: rule, check_name: message } = result;
    return { engine: "checkov" as const, deployment, rule, message, address };
  });
}

/** Undefined when the scanner gave up, which is a result here: faults do not change its exit code. */
async function json<T>(program: string, args: readonly string[]): Promise<T | undefined> {
  const { code, stdout } = await run(program, args, { env: { ...process.env, LOG_LEVEL: "ERROR" } });
  if (code !== 0) return undefined;
  try {
    return JSON.parse(stdout) as T;
  } catch {
    const fix = "Run `node scripts/setup/main.mjs scan`.";
    throw new Failure(`${basename(program)} printed no JSON but "${stdout.slice(0, 200)}"`, { fix });
  }
}

function blockAt(blocks: readonly ViewBlock[] | undefined, line: number): string | undefined {
  return blocks?.find(({ start, end }) => start <= line && line <= end)?.address;
}
