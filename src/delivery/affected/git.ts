import { Failure } from "../failure";
import { run, type RunResult } from "../process";

/** Runs git in the project's folder. */
export type Git = (...args: string[]) => Promise<RunResult>;

/** Git hooks run with variables that would point every git below them at the hook's own index and worktree. */
const foreign = /^GIT_(DIR|COMMON_DIR|WORK_TREE|INDEX_FILE|PREFIX|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES)$/;

export function gitIn(root: string): Git {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
  return (...args) => run("git", args, { cwd: root, env });
}

/**
 * The commit that a ref names.
 * @throws Failure when this is no Git checkout, or the ref is not in it
 */
export async function commitOf(ref: string, root: string, git: Git): Promise<string> {
  await checkoutPrefix(root, git);
  // A ref never starts with a hyphen, and git would read an option.
  const found = ref.startsWith("-") ? undefined : await git("rev-parse", "--verify", "--quiet", `${ref}^{commit}`);
  if (found?.code === 0) return found.stdout.trim();
  const shallow = (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";
  throw new Failure(`The Git ref "${ref}" names no commit of this checkout${shallow ? ", which is shallow" : ""}.`, {
    fix: shallow
      ? "Fetch it: git fetch --depth=1 origin <branch or commit>; in GitHub Actions give actions/checkout `fetch-depth: 0`."
      : "Allowed: a branch, tag or commit, such as origin/main or HEAD~1. Fetch what is only at the remote: git fetch origin.",
  });
}

/**
 * Where the project lies below the root of its repository: "" or a folder with a trailing slash.
 * @throws Failure when this is no Git checkout
 */
export async function checkoutPrefix(root: string, git: Git): Promise<string> {
  const { code, stdout, stderr } = await git("rev-parse", "--show-prefix");
  if (code === 0) return stdout.trim();
  throw new Failure(`${root} is no Git checkout that git can read: ${stderr.trim()}`, {
    fix: "Work in a clone of the repository, or plan everything: npx estate plan --all.",
  });
}

/** Which of the files are otherwise in the working tree than in the commit. */
export async function differing(files: readonly string[], commit: string, git: Git): Promise<readonly string[]> {
  const { code, stdout, stderr } = await git("diff", "--name-only", "--relative", commit, "--", ...files);
  if (code !== 0) throw new Failure(`git cannot compare with ${commit}: ${stderr.trim()}`);
  return stdout.split("\n").filter(Boolean);
}
