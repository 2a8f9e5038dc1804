import { Failure } from "../failure";
import { run } from "../process";
import type { Run } from "./docker";

/** What of the source an image is made from. */
export interface SourceVersion {
  /** The version tag: first 12 digits of the commit, and `-dirty` when files differ from it. */
  readonly tag: string;
  readonly commit: string;
  /** Files that differ from the commit, as `git status` lists them. */
  readonly changed: readonly string[];
}

/**
 * The version of the source in `root`: a commit names one content for good.
 * @throws Failure when `root` is no Git checkout with a commit
 */
export async function sourceVersion(root: string, runs: Run = run): Promise<SourceVersion> {
  const git = (...args: string[]) => runs("git", args, { cwd: root });
  const head = await git("rev-parse", "HEAD");
  const status = await git("status", "--porcelain");
  if (head.code !== 0 || status.code !== 0) {
    throw new Failure(`${root} has no Git commit, which would be the images' version: ${head.stderr.trim()}`, {
      fix: "Work in a clone of the repository.",
    });
  }
  const commit = head.stdout.trim();
  const changed = status.stdout.split("\n").filter(Boolean);
  return { tag: `${commit.slice(0, 12)}${changed.length > 0 ? "-dirty" : ""}`, commit, changed };
}

/**
 * Guarantees that the commit is all there is: nobody could say later what else was in the image.
 * @param doing what is refused otherwise, such as "Nothing is pushed"
 */
export function requireClean({ changed }: SourceVersion, doing: string): void {
  if (changed.length === 0) return;
  const some = changed.slice(0, 10).map((line) => `  ${line}`);
  throw new Failure(
    `${doing}: ${changed.length} files differ from the commit.\n${some.join("\n")}${changed.length > 10 ? "\n  …" : ""}`,
    { fix: "Commit them, or put them back: git stash --include-untracked" },
  );
}
