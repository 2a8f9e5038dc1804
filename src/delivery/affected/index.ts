import { paths } from "../paths";
import type { Progress } from "../progress";
import { stackDigest, type Synthesis } from "../synth";
import { compare, type Affected, type Digests } from "./compare";
import { commitOf, differing, gitIn } from "./git";
import { digestsAt, pins } from "./reference";

export { toPlan, type Affected } from "./compare";
export { matrixOf, mostJobs, type Matrix, type MatrixEntry } from "./matrix";
export { renderAffected } from "./render";

/**
 * Compares synthesized deployments, by content hash, with what the code at a Git ref synthesizes.
 * @param root the project's checkout; @default this one
 * @throws Failure when the ref is unknown or cannot be synthesized
 */
export async function affectedSince(
  ref: string,
  { out, names }: Synthesis,
  progress: Progress,
  root = paths.root,
): Promise<Affected> {
  const git = gitIn(root);
  const commit = await commitOf(ref, root, git);
  const pinned = await differing(pins, commit, git);
  if (pinned.length > 0) {
    const all = names.map((deployment) => ({ deployment, fate: "changed" as const }));
    return { ref, commit, deployments: all, pinned };
  }
  const after: Digests = new Map(names.map((name) => [name, stackDigest(out, name)]));
  return { ref, commit, deployments: compare(await digestsAt(commit, { root, git }, progress), after), pinned };
}
