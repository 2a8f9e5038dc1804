import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
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

/** Stands in a kept answer for the folder that was scanned. */
const ANYWHERE = "/views";

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

export interface ScannerAnswer {
  readonly report: ScannerReport;
  /** Remembers the answer: for the caller, who knows whether the scanner saw anything. */
  readonly keep: () => void;
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
): Promise<ScannerAnswer> {
  const { version } = options;
  const question = digest([program.scanner, version, program.arguments(ANYWHERE), [...views]]);
  const answer = join(paths.home(), "scan", "answers", `${options.what}-${question}.json`);
  const known = options.cached === false ? undefined : reuse(program, answer);
  if (known) return { report: known, keep: () => undefined };
  const folder = writeViews(views);
  try {
    const stdout = await ask(program, program.arguments(folder), folder);
    const report = readReport(program, stdout, folder);
    await requireVersion(program, report, version);
    return { report, keep: () => keep(answer, stdout.replaceAll(folder, ANYWHERE)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An answer of before; undefined when there is none, or it was damaged. */
function reuse(program: ScannerProgram, answer: string): ScannerReport | undefined {
  try {
    return existsSync(answer) ? readReport(program, readFileSync(answer, "utf8"), ANYWHERE) : undefined;
  } catch {
    return undefined; // the scanner is asked again, and writes it anew
  }
}

/** A folder of its own, so that two scans at once do not meet. */
function writeViews(views: ViewTexts): string {
  const parent = join(paths.home(), "scan", "views");
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, "run-"));
  for (const [deployment, text] of views) {
    mkdirSync(join(folder, deployment), { recursive: true });
    writeFileSync(join(folder, deployment, "main.tf"), text);
  }
  return folder;
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
