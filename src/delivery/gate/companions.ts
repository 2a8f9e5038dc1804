import type { PlanJson } from "../terraform";
import type { Breach } from "./finding";
import { destroyedNames, fateOf, managedChanges, valueAt, type Owner } from "./plan-view";

/** A resource of its own that only protects another one, or watches it. */
export interface Companion {
  readonly type: string;
  /** What goes with it, such as `the versions of the bucket's objects`. */
  readonly holds: string;
  /** What it belongs to: when that is destroyed too, its own rule says so. @default nothing that could be */
  readonly owner?: Owner;
}

export const ofBucket: Owner = { type: "aws_s3_bucket", link: "bucket" };

/** Companions that the plan destroys while what they protect stays. */
export function destroyedCompanions(plan: PlanJson, companions: readonly Companion[]): readonly Omit<Breach, "fix">[] {
  const byType = new Map(companions.map((companion) => [companion.type, companion]));
  const ownerTypes = new Set(companions.flatMap(({ owner }) => (owner ? [owner.type] : [])));
  const gone = new Map([...ownerTypes].map((type) => [type, destroyedNames(plan, type)]));
  return managedChanges(plan).flatMap((resource) => {
    const { address, type, change } = resource;
    const companion = byType.get(type);
    if (!companion || fateOf(resource) !== "destroy") return [];
    const { owner, holds } = companion;
    if (owner && gone.get(owner.type)?.has(String(valueAt(change.before, owner.link)))) return [];
    return [{ address, message: `${address} would be destroyed: ${holds}` }];
  });
}
