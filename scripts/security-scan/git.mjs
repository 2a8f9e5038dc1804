import { copyFileSync, existsSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../setup/lib/paths.mjs";
import { execute } from "./execute.mjs";

const PATIENCE_SECONDS = 60;

/** Whether this checkout has its history, and all of it: what was never looked at must not pass. */
export async function historyIsWhole() {
  if (!existsSync(join(root, ".git"))) {
    return { reason: "no history: this checkout has no .git", fix: "clone the repository with Git" };
  }
  const [isShallow, top] = (await git("rev-parse", "--is-shallow-repository", "--show-toplevel")).trim().split("\n");
  if (realpathSync(top) !== realpathSync(root))
    return { reason: `the history is that of ${top}, not of this checkout` };
  if (isShallow === "false") return {};
  return {
    reason: "only the latest commits are here (shallow clone)",
    fix: "git fetch --unshallow; in a workflow `fetch-depth: 0`",
  };
}

/**
 * A copy of every file that Git would take, gone when this process ends. The checkout itself also holds what is meant to stay on
 * this machine: packages, tools, and the generated secrets of the sandbox.
 */
export async function copyOfWorkingTree() {
  const folder = mkdtempSync(join(tmpdir(), "security-scan-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const [index, copy] = [join(folder, "git"), join(folder, "files")];
  mkdirSync(copy);
  // A Git folder that knows no file lists all that are not ignored: the same way with and without a history.
  await git("init", "--quiet", "--bare", index);
  const list = ["ls-files", "-z", "--others", "--exclude-standard"];
  const names = (await git(`--git-dir=${index}`, `--work-tree=${root}`, ...list)).split("\0").filter(Boolean);
  for (const name of names.filter((file) => lstatSync(join(root, file), { throwIfNoEntry: false })?.isFile())) {
    mkdirSync(dirname(join(copy, name)), { recursive: true });
    copyFileSync(join(root, name), join(copy, name));
  }
  return { cwd: copy };
}

/** @throws Error with what Git said: a warning too, for then it did not see everything */
async function git(...args) {
  const ended = await execute("git", args, { cwd: root, patienceSeconds: PATIENCE_SECONDS });
  if (ended.code === 0 && ended.stderr === "") return ended.stdout;
  const why = ended.error ?? ended.stderr?.trim() ?? "timed out";
  throw new Error(`git could not list this checkout: ${why}`);
}
