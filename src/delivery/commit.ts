import { sourceVersion } from "./apps/version";
import { Failure } from "./failure";
import { paths } from "./paths";

/** The commit that is checked out, with `-dirty` when files differ from it; undefined outside a Git checkout. For records. */
export async function currentCommit(): Promise<string | undefined> {
  try {
    const { commit, changed } = await sourceVersion(paths.root);
    return `${commit}${changed.length > 0 ? "-dirty" : ""}`;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
