import type { Run } from "../apps/docker";
import { requireClean, sourceVersion } from "../apps/version";
import { Failure } from "../failure";

/**
 * Guarantees that others have the source, too, that production is planned from: nothing differs from the commit, and a
 * remote branch holds it. A checkout without remotes has nobody to share it with.
 * @returns the commit
 * @throws Failure
 */
export async function requireShared(root: string, runs: Run): Promise<string> {
  const version = await sourceVersion(root, runs);
  requireClean(version, "Nothing is promoted");
  const git = async (...args: string[]) => (await runs("git", args, { cwd: root })).stdout.trim();
  if ((await git("remote")) === "") return version.commit;
  if ((await git("branch", "--remotes", "--contains", version.commit)) !== "") return version.commit;
  throw new Failure(`Nothing is promoted: no branch of a remote holds the commit ${version.commit}.`, {
    fix: "Push it, have it merged, and promote what was merged: git push",
  });
}

/** @throws Failure with the exit code of the test suite when it is red */
export async function requireGreen(root: string, runs: Run): Promise<void> {
  // Not those of the make that called: its flags and variables are for another target.
  const { MAKEFLAGS: _flags, MFLAGS: _more, MAKELEVEL: _level, ...env } = process.env;
  const { code } = await runs("make", ["test"], { cwd: root, env, output: "inherit" });
  if (code === 0) return;
  throw new Failure(`The test suite is red: make test ended with exit code ${code}.`, {
    fix: "Put right what it names above; production was not touched.",
    exitCode: code,
  });
}
