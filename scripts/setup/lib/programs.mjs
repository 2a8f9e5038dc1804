import { spawn } from "node:child_process";
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { paths } from "./paths.mjs";
import { SetupError } from "./setup-error.mjs";

/** Some programs name the cause first (npm), some last (pip, go): enough of both. */
const LINES_SHOWN = 12;

/** PATH with the project's own tools first, so that what setup built wins over what the machine has. */
export function searchPath() {
  return [paths.toolsBin, ...(process.env.PATH ?? "").split(delimiter).filter(Boolean)];
}

/** Absolute path of a program; undefined when it is in no folder of the search path. */
export function findProgram(name, folders = searchPath()) {
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

/** A text that changes when another file becomes the program: path, size and time of change. Costs no process start. */
export function identityOf(program) {
  if (!program) return "missing";
  const { size, mtimeMs } = statSync(program);
  return `${realpathSync(program)} ${size} ${mtimeMs}`;
}

/** Runs a program to its end and returns what it printed. @throws SetupError with its first and last lines when it fails */
export async function run(program, args, { cwd, env, fix } = {}) {
  const { code, output } = await attempt(program, args, { cwd, env });
  if (code === 0) return output;
  throw new SetupError(`${program} ${args.join(" ")} failed (exit ${code}):\n${shortened(output)}`, fix);
}

/** Runs a program and returns its exit code with everything it printed; code 127 when it cannot be started. */
export function attempt(program, args, { cwd, env } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, PATH: searchPath().join(delimiter), ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const chunks = [];
    child.stdout.on("data", (chunk) => chunks.push(chunk));
    child.stderr.on("data", (chunk) => chunks.push(chunk));
    child.on("error", (error) => resolve({ code: 127, output: error.message }));
    child.on("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString("utf8") }));
  });
}

function shortened(output) {
  const lines = output.trimEnd().split("\n");
  if (lines.length <= 2 * LINES_SHOWN) return lines.join("\n");
  return [...lines.slice(0, LINES_SHOWN), "[…]", ...lines.slice(-LINES_SHOWN)].join("\n");
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false; // not there, or not ours to run: the next folder may have it
  }
}
