import { review, type Place, type ReviewedChange } from "../review";
import { KNOWN_LATER } from "../review/values";
import type { PlanJson } from "../terraform";
import { nameOf, type DriftFinding } from "./findings";

/** What the code wants and nobody has applied yet. It is no drift: AWS is as the state has it. */
export type PendingChange = Pick<ReviewedChange, "effect" | "address" | "constructPath" | "movedFrom"> & {
  /** Attributes that the code changes. */
  readonly attributes: readonly string[];
};

/**
 * The changes of a whole plan that no drift explains. Left out are updates whose values are all known only after the apply:
 * they follow from the other changes. Pure.
 */
export function pendingChanges(
  plan: PlanJson,
  findings: readonly DriftFinding[],
  places: ReadonlyMap<string, Place>,
): readonly PendingChange[] {
  const drifted = new Map(findings.map((finding) => [finding.address, finding]));
  const { changes } = review({ deployment: "", target: "aws", plan, blocked: [], places });
  return changes.flatMap(({ effect, address, constructPath, movedFrom, attributes }) => {
    const finding = drifted.get(movedFrom ?? address);
    if (finding?.kind === "missing") return [];
    const back = new Set(finding?.values.flatMap(({ path }) => [nameOf(path), "tags_all"]));
    const own = attributes
      .filter(({ name, after }) => !back.has(name) && after !== KNOWN_LATER)
      // What is made anew shows values in the code's spelling; only those that force it are changes.
      .filter(({ forcesReplacement }) => !finding?.replaced || forcesReplacement);
    if (own.length === 0 && (finding || effect === "update")) return [];
    const names = [...new Set(own.map(({ name }) => name))];
    return [{ effect, address, constructPath, ...(movedFrom && { movedFrom }), attributes: names }];
  });
}
