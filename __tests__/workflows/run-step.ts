import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Step } from "./support";

export interface StepRun {
  readonly code: number | null;
  /** Arguments of each call of a stand-in. */
  readonly calls: readonly string[];
  readonly said: string;
  /** What the step handed on to other steps and jobs. */
  readonly output: string;
  /** What it added to the run's summary. */
  readonly summary: string;
}

export interface Surroundings {
  /** Made in the folder where the step runs. */
  readonly folders?: readonly string[];
  readonly variables?: Readonly<Record<string, string>>;
}

/**
 * Runs a step as the runner does (bash -e) in an empty folder.
 * @param standIns Bash of the programs that it calls, by name; each call is recorded
 */
export function runStep(
  step: Pick<Step, "run">,
  standIns: Readonly<Record<string, string>>,
  { folders = [], variables = {} }: Surroundings = {},
): StepRun {
  const cwd = mkdtempSync(path.join(tmpdir(), "step-"));
  const at = (name: string): string => path.join(cwd, name);
  const read = (name: string): string => (existsSync(at(name)) ? readFileSync(at(name), "utf8") : "");
  try {
    for (const folder of ["bin", ...folders]) mkdirSync(at(folder), { recursive: true });
    for (const [program, body] of Object.entries(standIns)) {
      writeFileSync(at(`bin/${program}`), `#!/usr/bin/env bash\necho "$*" >> '${at("calls")}'\n${body}\n`);
      chmodSync(at(`bin/${program}`), 0o700);
    }
    const { status, stdout } = spawnSync("bash", ["-e", "-c", step.run ?? ""], {
      cwd,
      encoding: "utf8",
      env: {
        ...process.env,
        PATH: `${at("bin")}:${process.env.PATH}`,
        GITHUB_OUTPUT: at("output"),
        GITHUB_STEP_SUMMARY: at("summary"),
        ...variables,
      },
    });
    const calls = read("calls").trim().split("\n");
    return { code: status, calls, said: stdout, output: read("output"), summary: read("summary") };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}
