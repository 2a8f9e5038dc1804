import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Checkout } from "../setup/support";

export const root = path.resolve(__dirname, "../..");
export const builtTools = path.join(root, ".estate/tools");

export type Outcome = "passed" | "failed" | "could not run";

export interface AuditResult {
  readonly name: string;
  readonly seconds: number;
  readonly outcome: Outcome;
  readonly reason?: string;
  readonly fix?: string;
  readonly output?: string;
}

export interface Report {
  readonly ok: boolean;
  readonly ci: boolean;
  readonly audits: readonly AuditResult[];
}

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A checkout with the scripts of the scan and no program but those that a test puts there, and Git. */
export class ScanCheckout extends Checkout {
  constructor() {
    super();
    for (const part of ["scripts/security-scan.mjs", "scripts/security-scan", ".gitignore"]) {
      cpSync(path.join(root, part), path.join(this.root, part), { recursive: true });
    }
    for (const service of ["api", "itrack-handler"]) {
      mkdirSync(path.join(this.root, "services", service), { recursive: true });
    }
    this.link("git", execFileSync("/bin/sh", ["-c", "command -v git"], { encoding: "utf8" }).trim());
    this.write(".gitignore", `${this.bin.slice(this.root.length + 1)}/\n.estate/\n`);
  }

  /** Every audit's program, each finding nothing. */
  allClean(): void {
    this.estate("");
    this.program("npm", `echo '${npmReport({})}'`);
    for (const name of ["gitleaks", "actionlint", "zizmor"]) this.program(name, "exit 0");
    this.commit();
  }

  /** The `estate` command, as a body of JavaScript. */
  estate(body: string): void {
    this.write("bin/estate.cjs", body);
  }

  write(file: string, text: string): void {
    mkdirSync(path.dirname(path.join(this.root, file)), { recursive: true });
    writeFileSync(path.join(this.root, file), text);
  }

  /** Puts a real program on PATH. */
  link(name: string, program: string): void {
    symlinkSync(program, path.join(this.bin, name));
  }

  unlink(name: string): void {
    rmSync(path.join(this.bin, name));
  }

  /** Damages the repository: the object of that name is gone. */
  removeObject(name: string): void {
    rmSync(path.join(this.root, ".git/objects", name.slice(0, 2), name.slice(2)));
  }

  git(...args: string[]): Run {
    const run = spawnSync("git", ["-c", "user.name=T", "-c", "user.email=t@example.com", ...args], {
      cwd: this.root,
      encoding: "utf8",
      env: { PATH: pathWithout("gitleaks"), HOME: this.root },
    });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  /** Makes the checkout a repository with one commit of everything. */
  commit(): void {
    this.git("init", "--quiet");
    this.git("add", ".");
    this.git("commit", "--quiet", "--message", "everything");
  }

  scan(args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Run {
    const run = spawnSync(process.execPath, ["scripts/security-scan.mjs", ...args], {
      cwd: this.root,
      encoding: "utf8",
      env: { PATH: this.bin, HOME: this.root, ...env },
      timeout: 25_000,
    });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  report(...args: string[]): Report {
    return JSON.parse(this.scan(["--json", ...args]).stdout) as Report;
  }

  /** The verdict over one audit. */
  verdict(audit: string): AuditResult {
    const [only, ...more] = this.report(audit).audits;
    if (only?.name !== audit || more.length > 0) throw new Error(`not one verdict over ${audit}`);
    return only;
  }
}

/** This machine's PATH less the folders that hold a program: a hook then finds the one of its checkout or none. */
function pathWithout(program: string): string {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.filter((folder) => !existsSync(path.join(folder, program))).join(path.delimiter);
}

/** What `npm audit --json` prints, by version 2 of its format. */
export function npmReport(
  counts: { high?: number; critical?: number; moderate?: number },
  vulnerabilities = {},
): string {
  const none = { info: 0, low: 0, moderate: 0, high: 0, critical: 0 };
  return JSON.stringify({
    auditReportVersion: 2,
    vulnerabilities,
    metadata: { vulnerabilities: { ...none, ...counts } },
  });
}
