import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, messageOf } from "../failure";
import { paths } from "../paths";
import type { Progress } from "../progress";
import { stackDigest, stacksIn, synthesize } from "../synth";
import type { Digests } from "./compare";
import type { Git } from "./git";
import { withWorktree } from "./worktree";

/** Packages that synthesis runs with: the project's own, and those of functions that it packages. */
const packageFolders = ["", join("services", "itrack-handler")];

/** What decides, besides the code, what the same JSON plans: a commit with others cannot be synthesized with what is installed here. */
export const pins: readonly string[] = [
  ...packageFolders.map((folder) => join(folder, "package-lock.json")),
  join("locks", "terraform.lock.hcl"),
];

/**
 * Digests of what a commit synthesizes; remembered, for a commit never changes. Its pins must be those of this checkout.
 * @throws Failure when the commit cannot be checked out or synthesized
 */
export async function digestsAt(
  commit: string,
  { root, git }: { readonly root: string; readonly git: Git },
  progress: Progress,
): Promise<Digests> {
  const memory = join(paths.affected(), `${commit}.json`);
  if (existsSync(memory)) return new Map(JSON.parse(readFileSync(memory, "utf8")) as [string, string][]);
  const digests = await progress.step(`Synthesize ${commit.slice(0, 12)}`, () =>
    withWorktree({ root, git, packageFolders }, commit, (project) => synthesizeAt(commit, project)),
  );
  remember(memory, digests);
  return digests;
}

async function synthesizeAt(commit: string, project: string): Promise<Digests> {
  const out = join(project, "cdktf.out");
  try {
    await synthesize([], out, { root: project });
  } catch (cause) {
    throw new Failure(`Commit ${commit} cannot be synthesized:\n${messageOf(cause)}`, {
      fix: "Compare with another commit, or plan everything: npx estate plan --all.",
      cause,
    });
  }
  return new Map(stacksIn(out).map((name) => [name, stackDigest(out, name)]));
}

/** Written aside and renamed: two commands at once never read half of it. */
function remember(file: string, digests: Digests): void {
  mkdirSync(dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, JSON.stringify([...digests]));
  renameSync(draft, file);
}
