import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.resolve(__dirname, "../..");

/** A copy of what setup reads, in a folder of its own: nothing that a test makes lands in this checkout. */
export class Checkout {
  readonly root = mkdtempSync(path.join(tmpdir(), "setup-"));
  /** The only folder on PATH for programs that setup runs. */
  readonly bin = path.join(this.root, "fake-bin");

  constructor() {
    for (const part of ["scripts/setup", "tools", "locks", "package-lock.json"]) {
      cpSync(path.join(root, part), path.join(this.root, part), { recursive: true });
    }
    mkdirSync(this.bin);
  }

  /** Puts a shell script on PATH under this name. */
  program(name: string, script: string): void {
    const file = path.join(this.bin, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
  }

  /** Makes an empty file with all its folders. @returns its path */
  touch(...parts: string[]): string {
    const file = path.join(this.root, ...parts);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, "");
    return file;
  }

  /** Runs a body of JavaScript that may `await` imports from `setup/…` and `return` a value. */
  evaluate<T>(body: string): T {
    const program = `const load = (file) => import("${this.root}/scripts/setup/" + file);
      const value = await (async () => { ${body} })();
      process.stdout.write("\\n" + JSON.stringify(value ?? null));`;
    const run = this.node(["--input-type=module", "-e", program]);
    if (run.code !== 0) throw new Error(run.stderr);
    return JSON.parse(run.stdout.slice(run.stdout.lastIndexOf("\n"))) as T;
  }

  /** Runs Node with the fake programs as the whole PATH. */
  node(args: readonly string[]): { code: number | null; stdout: string; stderr: string } {
    const env = { PATH: this.bin, HOME: this.root };
    const run = spawnSync(process.execPath, args, { cwd: this.root, encoding: "utf8", env, timeout: 20_000 });
    return { code: run.status, stdout: run.stdout, stderr: run.stderr };
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
