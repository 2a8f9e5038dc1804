import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { paths } from "../../src/delivery/paths";

const root = resolve(__dirname, "../..");

/** What the page of a lost region edits. */
export const editedFiles = [
  "src/config/omni-portal.ts",
  "src/config/index.ts",
  "src/systems/omni-portal/names.ts",
  "src/systems/omni-portal/monitoring.ts",
];

/** The shell commands of a Markdown page: those below each `## heading`, in order; what stands above the first is left out. */
export function commandsBySection(page: string): Readonly<Record<string, string>> {
  const sections = page.split(/^## /m).slice(1);
  return Object.fromEntries(
    sections.flatMap((section) => {
      const blocks = [...section.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, commands = ""]) => commands);
      return blocks.length === 0 ? [] : [[section.split("\n", 1)[0] ?? "", blocks.join("")]];
    }),
  );
}

/** What a shell made of a script. */
export interface ShellRun {
  readonly code: number | null;
  readonly stderr: string;
  /** Words behind the program's name, as it was called. */
  readonly aws: readonly (readonly string[])[];
  readonly npx: readonly (readonly string[])[];
  /** What the script made of a file that it was given. */
  file(name: string): string;
}

/**
 * Prints what a command substitution may ask for, and notes its words: each ends with a zero byte, each call with \1 and one.
 * In one write, because the two ends of a pipe note at the same time.
 */
const RECORDER = `#!/bin/sh
printf '%s\\0' "$@" "$(printf '\\001')" >> "$0.calls"
echo available
`;

/**
 * Runs a script in a real shell that stops at the first failure and at the first unset variable, with programs in the place
 * of `aws`, `npx` and `git` that only note how they were called.
 *
 * @param files of the project, copied beside the script
 */
export function runScript(script: string, files: readonly string[] = []): ShellRun {
  const folder = mkdtempSync(join(tmpdir(), "estate-runbook-"));
  try {
    for (const program of ["aws", "npx", "git"]) {
      writeFileSync(join(folder, program), RECORDER);
      chmodSync(join(folder, program), 0o755);
    }
    for (const file of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      cpSync(join(root, file), join(folder, file));
    }
    const env = { PATH: `${folder}:/usr/bin:/bin`, EDITOR: "true" };
    const { status, stderr } = spawnSync("sh", ["-eu", "-c", script], { cwd: folder, env, encoding: "utf8" });
    const after = Object.fromEntries(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
    const file = (name: string): string => after[name] ?? "";
    return { code: status, stderr, aws: calls(folder, "aws"), npx: calls(folder, "npx"), file };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function calls(folder: string, program: string): string[][] {
  const file = join(folder, `${program}.calls`);
  if (!existsSync(file)) return [];
  const text = readFileSync(file, "utf8").split("\u0001\0").slice(0, -1);
  return text.map((call) => call.split("\0").slice(0, -1));
}

/** What the AWS CLI would refuse, call by call, by the models of the services; undefined where all is well. */
export function judgeByAwsModels(commands: readonly (readonly string[])[]): readonly (string | undefined)[] {
  const python = join(paths.tools, "moto", "bin", "python");
  const script = join(__dirname, "aws_command_lines.py");
  const { status, stdout, stderr } = spawnSync(python, [script], { input: JSON.stringify(commands), encoding: "utf8" });
  if (status !== 0) throw new Error(`The models could not be asked: ${stderr}`);
  return (JSON.parse(stdout) as (string | null)[]).map((problem) => problem ?? undefined);
}
