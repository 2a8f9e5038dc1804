import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

export const root = path.resolve(__dirname, "../..");

/** How a script ended, and the `estate` commands that it ran, in order. */
export interface ScriptRun {
  readonly code: number | null;
  readonly stderr: string;
  readonly commands: readonly string[];
}

/**
 * Runs a script of the project with a stand-in for `estate` that records each command.
 * @param typed what a person types, a line an answer; the end of it is the end of input
 * @param exitCodes exit code of each `estate` subcommand. @default 2 (changes) for plan, 0 for the rest
 */
export function runScript(
  script: string,
  args: readonly string[],
  typed = "",
  exitCodes: Readonly<Record<string, number>> = {},
): ScriptRun {
  const folder = mkdtempSync(path.join(tmpdir(), "script-"));
  try {
    const log = path.join(folder, "log");
    const codes = Object.entries({ plan: 2, ...exitCodes }).map(([command, code]) => `${command}) exit ${code} ;;`);
    const standIn = path.join(folder, "estate");
    writeFileSync(standIn, `#!/usr/bin/env bash\necho "$*" >> "${log}"\ncase "$1" in ${codes.join(" ")} esac\n`);
    chmodSync(standIn, 0o700);
    const run = spawnSync("bash", [path.join(root, "scripts", script), ...args], {
      input: typed,
      encoding: "utf8",
      timeout: 20_000,
      env: { ...process.env, ESTATE_BIN: standIn },
    });
    const commands = existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : [];
    return { code: run.status, stderr: run.stderr, commands };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
