import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program and waits for it, without judging its exit code. */
export function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Finished> {
  return new Promise((resolveRun, reject) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.on("error", reject);
    child.on("close", (code) => resolveRun({ code, stdout, stderr }));
  });
}

/** Compares an exit code; a failure shows the end of what the program said, where its reasons are. */
export function expectEnd({ code, stdout, stderr }: Finished, wanted: number): void {
  const said = code === wanted ? "" : `${stdout}${stderr}`.trimEnd().split("\n").slice(-40).join("\n");
  expect({ code, said }).toEqual({ code: wanted, said: "" });
}

/** The `estate` command as a person runs it, with run-time data (sandbox, plans) and synthesized output of its own. */
export class Estate {
  readonly home = mkdtempSync(join(tmpdir(), "estate-home-"));
  readonly synthesized = join(this.home, "cdktf.out");

  /** @param args without `estate`, such as `["plan", "omnirapeutic-dev", "--sandbox"]` */
  run(...args: string[]): Promise<Finished> {
    return run(process.execPath, [join(root, "bin/estate.cjs"), ...args], this.environment());
  }

  /** Runs a command that must succeed. @throws Error with everything that it printed */
  async succeed(...args: string[]): Promise<Finished> {
    const finished = await this.run(...args);
    if (finished.code !== 0)
      throw new Error(`estate ${args.join(" ")} ended with ${finished.code}:\n${finished.stdout}${finished.stderr}`);
    return finished;
  }

  environment(): NodeJS.ProcessEnv {
    const { ESTATE_SANDBOX: _shell, ...own } = process.env;
    return { ...own, ESTATE_HOME: this.home, NO_COLOR: "1" };
  }

  /** Ends the sandbox, if one was started, and removes everything. */
  async dispose(): Promise<void> {
    await this.run("sandbox", "down");
    rmSync(this.home, { recursive: true, force: true });
  }
}
