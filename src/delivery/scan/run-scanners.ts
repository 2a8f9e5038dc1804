import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WantedVersion } from "../doctor/manifest";
import { paths } from "../paths";
import type { Scanner } from "./finding";
import { checkov } from "./scanners/checkov";
import { ask, readReport, requireVersion, type ScannerProgram, type ScannerReport } from "./scanners/program";
import { tfsec } from "./scanners/tfsec";

export const scannerPrograms: Readonly<Record<Scanner, ScannerProgram>> = { checkov, tfsec };

/** What a scanner is given: HCL by deployment. */
export type ViewTexts = ReadonlyMap<string, string>;

/** Answers kept: enough for a few branches, and small. */
const KEPT = 24;

export interface RunOptions {
  /** Whether an answer to the very same question may be reused. @default true */
  readonly cached?: boolean;
  readonly version: WantedVersion;
  readonly signal?: AbortSignal;
}

/**
 * Runs a scanner once over all views, or gives what it said to exactly these files before: same text, same version, same
 * arguments.
 * @throws Blind when it is missing, is another version, crashes, hangs or prints no JSON
 */
export async function runScanner(scanner: Scanner, views: ViewTexts, options: RunOptions): Promise<ScannerReport> {
  const program = scannerPrograms[scanner];
  const version = "exactly" in options.version ? options.version.exactly : options.version.atLeast;
  const question = digest([scanner, version, program.arguments("."), [...views]]);
  const folder = join(paths.home(), "scan", "views", question);
  const answer = join(paths.home(), "scan", "answers", `${question}.json`);
  if (options.cached !== false && existsSync(answer)) return readReport(program, readFileSync(answer, "utf8"), folder);
  await requireVersion(program, version);
  writeViews(folder, views);
  try {
    const stdout = await ask(program, program.arguments(folder), { cwd: folder, signal: options.signal });
    const report = readReport(program, stdout, folder);
    keep(answer, stdout);
    return report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeViews(folder: string, views: ViewTexts): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [deployment, text] of views) {
    mkdirSync(join(folder, deployment), { recursive: true });
    writeFileSync(join(folder, deployment, "main.tf"), text);
  }
}

/** Writes an answer, and forgets the oldest. */
function keep(file: string, text: string): void {
  const folder = join(file, "..");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, text);
  const answers = readdirSync(folder).map((name) => join(folder, name));
  const byAge = answers.map((path) => ({ path, age: statSync(path).mtimeMs })).sort((a, b) => b.age - a.age);
  for (const { path } of byAge.slice(KEPT)) rmSync(path, { force: true });
}

function digest(parts: unknown): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 32);
}
