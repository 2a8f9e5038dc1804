import type { ResourceChange } from "../terraform";
import type { Effect } from "./effects";
import type { Subject } from "./knowledge";
import { asRecord, differences, sealed, withUnknown, type Secrets, type ValueChange } from "./values";

/** A resource before and after, and the values by which they differ; nothing sensitive can be read in any of it. */
export interface ResourceValues {
  readonly subject: Subject;
  readonly changes: readonly ValueChange[];
}

export function changesOf({ change }: ResourceChange, effect: Effect, secrets: Secrets): ResourceValues {
  const marks = [change.before_sensitive, change.after_sensitive];
  const before = asRecord(sealed(change.before, marks));
  const after = asRecord(withUnknown(sealed(change.after, marks), change.after_unknown));
  const subject = { before, after };
  if (effect === "destroy" || effect === "forget" || effect === "move") return { subject, changes: [] };
  const found = differences([], before, after).map((each) => secrets.sealedIn(each));
  const tags = new Set(found.filter(({ path }) => path[0] === "tags").map(({ path }) => path.slice(1).join(".")));
  // What the provider adds to `tags` by itself stands in `tags_all` alone; the rest of it is told already.
  const changes = found.filter(({ path: [name, ...rest] }) => name !== "tags_all" || !tags.has(rest.join(".")));
  return { subject, changes };
}
