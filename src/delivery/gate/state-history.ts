import type { S3 } from "@aws-sdk/client-s3";
import { isMissing } from "../aws/errors";
import { explained } from "../aws/errors";
import type { State } from "../terraform";
import { readState } from "../terraform/state";

/** Where a state is kept. */
export interface StatePlace {
  readonly bucket: string;
  readonly key: string;
}

/** A state that the bucket still holds. */
export interface OldState {
  readonly version: string;
  /** ISO 8601. */
  readonly saved: string;
  readonly state: State;
}

/** How many versions are read; whoever overwrote a state did it lately. */
const mostVersions = 10;

/**
 * How it is known that a deployment exists although its state is empty: an older state of another lineage holds resources. After
 * `estate destroy` the newest state of the same lineage is empty, and all is well. Pure.
 * @param old newest first
 */
export function lostState(now: Pick<State, "lineage">, old: readonly OldState[]): string | undefined {
  const newest = old.find(({ state }) => state.lineage !== now.lineage);
  if (!newest || newest.state.addresses.length === 0) return undefined;
  const { version, saved, state } = newest;
  return `its bucket remembers a state of ${saved} with ${state.addresses.length} resources (serial ${state.serial}, version ${version})`;
}

/** The older versions of a state, newest first; none when the bucket does not exist yet. */
export async function oldStates(s3: S3, place: StatePlace): Promise<readonly OldState[]> {
  const { bucket: Bucket, key: Key } = place;
  return explained(`looking for older versions of the state s3://${Bucket}/${Key}`, async () => {
    try {
      const { Versions = [] } = await s3.listObjectVersions({ Bucket, Prefix: Key });
      const own = Versions.filter((version) => version.Key === Key && version.VersionId !== undefined).slice(
        0,
        mostVersions,
      );
      return await Promise.all(
        own.map(async ({ VersionId: version, LastModified }) => {
          const { Body } = await s3.getObject({ Bucket, Key, VersionId: version });
          const state = readState((await Body!.transformToString()) || "{}");
          return { version: version!, saved: LastModified?.toISOString() ?? "unknown", state };
        }),
      );
    } catch (error) {
      if (isMissing(error)) return [];
      throw error;
    }
  });
}
