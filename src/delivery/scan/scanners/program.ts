import { messageOf } from "../../failure";
import { paths } from "../../paths";
import { run } from "../../process";
import { Blind } from "../blind";
import type { Scanner } from "../finding";

/** Where a scanner points at: a line of a view's file, or an address where it names no line. */
export interface Pointer {
  /** Name of the view's folder: the deployment. */
  readonly deployment: string;
  /** From 1; undefined when the scanner names no line. */
  readonly line?: number;
  readonly resource: string;
}

/** One failed check. */
export interface ScannerFinding {
  readonly rule: string;
  readonly message: string;
  readonly fix?: string;
  readonly at: Pointer;
}

/** What a run of a scanner reported, read from its JSON. */
export interface ScannerReport {
  readonly findings: readonly ScannerFinding[];
  /** Files that it could not parse; a scanner passes over them in silence. */
  readonly unparsed: readonly string[];
  /** The scanner's version, where its JSON tells it. */
  readonly version?: string;
  /** Managed resources that it saw; undefined when it does not say. */
  readonly resources?: number;
  /** Deployments of which it said anything at all, passed checks included. */
  readonly deployments: ReadonlySet<string>;
}

/** A scanner as a program: how to start it, and how to read what it prints. */
export interface ScannerProgram {
  readonly scanner: Scanner;
  readonly command: () => string;
  /** Milliseconds after which it is taken to hang; a thousand resources take ten seconds. @default 300000 */
  readonly patienceMillis?: number;
  /** How it tells its version; where its JSON does, asking again would cost seconds. @default it is read from the JSON */
  readonly versionArguments?: readonly string[];
  readonly arguments: (folder: string) => readonly string[];
  /** @throws Error when the text is not what this scanner prints */
  readonly read: (stdout: string, folder: string) => ScannerReport;
}

/** @throws Blind when the report is not the pinned version's: another one has other rules and other blind spots */
export async function requireVersion(program: ScannerProgram, report: ScannerReport, wanted: string): Promise<void> {
  const { scanner, versionArguments } = program;
  const told = versionArguments && (await start(program, versionArguments, paths.root));
  const found = told ? /\d+\.\d+\.\d+/.exec(`${told.stdout}${told.stderr}`)?.[0] : report.version;
  if (found === wanted) return;
  throw new Blind(
    `${scanner} ${found ?? "of unknown version"} is installed; its findings are known for ${wanted} only.`,
    "make setup",
  );
}

/** Runs the scanner. @returns what it printed @throws Blind when it fails */
export async function ask(program: ScannerProgram, args: readonly string[], cwd: string): Promise<string> {
  const { code, stdout, stderr } = await start(program, args, cwd);
  if (code === 0) return stdout;
  throw new Blind(`${program.scanner} ended with exit code ${code}:\n${lastLines(`${stdout}\n${stderr}`)}`);
}

/** @throws Blind when the text is not this scanner's JSON */
export function readReport(program: ScannerProgram, stdout: string, folder: string): ScannerReport {
  try {
    return program.read(stdout, folder);
  } catch (cause) {
    throw new Blind(
      `${program.scanner} printed what cannot be read (${(cause as Error).message}):\n${lastLines(stdout)}`,
    );
  }
}

async function start(program: ScannerProgram, args: readonly string[], cwd: string) {
  const { scanner, command, patienceMillis = 300_000 } = program;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), patienceMillis);
  try {
    const result = await run(command(), args, { cwd, env: quietEnvironment(cwd), signal: patience.signal });
    if (patience.signal.aborted) throw new Blind(`${scanner} did not end within ${patienceMillis / 1000} s.`);
    return result;
  } catch (error) {
    if (error instanceof Blind) throw error;
    throw new Blind(`${scanner} is missing: ${messageOf(error)}`, "make setup");
  } finally {
    clearTimeout(timer);
  }
}

/** No settings of the person's own, in variables or at home: a check skipped there would be a blind spot here. */
function quietEnvironment(home: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(CKV_|CHECKOV_|BC_|PRISMA_|TFSEC_|LOG_LEVEL$)/.test(name),
  );
  return { ...Object.fromEntries(own), HOME: home, ANSI_COLORS_DISABLED: "1", CKV_SKIP_PACKAGE_UPDATE_CHECK: "true" };
}

function lastLines(text: string): string {
  return text.trim().split("\n").slice(-12).join("\n");
}
