import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../failure";
import { interruptible } from "../interrupt";
import { checkoutPrefix, type Git } from "./git";

/**
 * Runs work over the project as it was at a commit, in a worktree of its own with the packages that are installed here.
 * The worktree is removed afterwards, also after an interrupt.
 * @param packageFolders folders below `root` whose `node_modules` the commit's code needs
 * @throws Failure when git cannot make it, or when interrupted
 */
export async function withWorktree<T>(
  {
    root,
    git,
    packageFolders,
  }: { readonly root: string; readonly git: Git; readonly packageFolders: readonly string[] },
  commit: string,
  work: (root: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "estate-worktree-"));
  const tree = join(folder, commit.slice(0, 12));
  return interruptible(async (interrupted) => {
    try {
      // Hooks are for the person's own checkouts.
      const made = await git("-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--detach", tree, commit);
      requireGoing(interrupted);
      if (made.code !== 0) throw new Failure(`git cannot check out ${commit}: ${made.stderr.trim()}`);
      const project = join(tree, await checkoutPrefix(root, git));
      for (const packages of packageFolders) linkPackages(join(root, packages), join(project, packages));
      const result = await work(project);
      requireGoing(interrupted);
      return result;
    } catch (error) {
      requireGoing(interrupted); // what an interrupted program says of itself is no news
      throw error;
    } finally {
      await git("worktree", "remove", "--force", tree);
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

function requireGoing({ aborted }: AbortSignal): void {
  if (aborted) throw new Failure("Interrupted: the worktree was removed, and nothing else was touched.");
}

function linkPackages(from: string, to: string): void {
  const [installed, wanted] = [join(from, "node_modules"), join(to, "node_modules")];
  if (existsSync(installed) && existsSync(dirname(wanted))) symlinkSync(installed, wanted);
}
