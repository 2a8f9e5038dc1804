import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../doctor/manifest";
import { Failure } from "../failure";
import { paths } from "../paths";
import type { Scanner } from "./finding";
import { checkov } from "./scanners/checkov";
import { ask, readReport, requireVersion, type ScannerProgram, type ScannerReport } from "./scanners/program";
import { tfsec } from "./scanners/tfsec";

/** The slower one last: a terminal shows what is ready first. */
export const scannerPrograms: readonly ScannerProgram[] = [tfsec, checkov];

/** The version that setup installs, and whose rules and blind spots are known. */
export function pinnedVersion(scanner: Scanner): string {
  const wanted = readManifest()[scanner];
  if ("exactly" in wanted) return wanted.exactly;
  throw new Failure(`tools/versions.json pins ${scanner} to no version.`, { fix: 'Write "exactly" for it.' });
}

/** What a scanner is given: HCL by deployment. */
export type ViewTexts = ReadonlyMap<string, string>;

/** Answers kept: enough for a few branches, and small. */
const KEPT = 24;

export interface RunOptions {
  /** What is scanned, in a word: begins the names of kept answers. */
  readonly what: string;
  /** Whether an answer to the very same question may be reused. @default true */
  readonly cached?: boolean;
  /** The pinned version. */
  readonly version: string;
}

/**
 * Runs a scanner once over all views, or gives what it said to exactly these files before: same text, same version, same
 * arguments.
 * @throws Blind when it is missing, is another version, crashes, hangs or prints no JSON
 */
export async function runScanner(
  program: ScannerProgram,
  views: ViewTexts,
  options: RunOptions,
): Promise<ScannerReport> {
  const { version } = options;
  const question = digest([program.scanner, version, program.arguments("."), [...views]]);
  const folder = join(paths.home(), "scan", "views", question);
  const answer = join(paths.home(), "scan", "answers", `${options.what}-${question}.json`);
  const known = options.cached === false ? undefined : reuse(program, answer, folder);
  if (known) return known;
  writeViews(folder, views);
  try {
    const stdout = await ask(program, program.arguments(folder), folder);
    const report = readReport(program, stdout, folder);
    await requireVersion(program, report, version);
    keep(answer, stdout);
    return report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An answer of before; undefined when there is none, or it was damaged. */
function reuse(program: ScannerProgram, answer: string, folder: string): ScannerReport | undefined {
  try {
    return existsSync(answer) ? readReport(program, readFileSync(answer, "utf8"), folder) : undefined;
  } catch {
    return undefined; // the scanner is asked again, and writes it anew
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
