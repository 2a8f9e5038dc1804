import { statefulTypes } from "../stateful-types";
import type { ResourceChange } from "../terraform";
import type { Effect } from "./effects";
import { attributeOf, chargedOf, destroyedOf, lossOf, replacedOf, rowFor, type Subject } from "./knowledge";
import { byRank, type Rank } from "./ranks";
import { afterApply, isAbsent, type ValueChange } from "./values";

/** One thing that a change means. */
export interface Verdict {
  readonly rank: Rank;
  /** Which knowledge says so, such as `data-loss/backup-retention-period-lowered`. */
  readonly rule: string;
  /** What follows, as the end of a sentence. */
  readonly means: string;
  /** The values that it is about; empty for the resource as a whole. */
  readonly values: readonly ValueChange[];
  readonly fix?: string;
  /** Where AWS says so. */
  readonly reference?: string;
}

/** All that a change means, the gravest first; empty for what moves or is created without further ado. Pure. */
export function judge(
  resource: ResourceChange,
  effect: Effect,
  subject: Subject,
  changes: readonly ValueChange[],
): readonly Verdict[] {
  const found = [...ofResource(resource, effect, subject), ...ofValues(resource, effect, subject, changes)];
  return found.sort((a, b) => byRank(a.rank, b.rank));
}

function ofResource(resource: ResourceChange, effect: Effect, subject: Subject): readonly Verdict[] {
  switch (effect) {
    case "destroy":
      return [ofDestroy(resource, subject)];
    case "replace":
      return [ofReplacement(resource, subject)];
    case "forget":
      return [forgotten(resource)];
    case "create": {
      const cost = chargedOf.get(resource.type);
      return cost ? [{ ...whole(cost.rank, "created"), means: cost.means, reference: cost.source }] : [];
    }
    default:
      return [];
  }
}

function ofDestroy(resource: ResourceChange, { before }: Subject): Verdict {
  const { type, address } = resource;
  if (type === "aws_cloudwatch_log_group" && before.skip_destroy === true) return forgotten(resource);
  const fix = `If it was renamed, add {"from": "${address}", "to": …} to adoption/moves. To retire it for good, see docs/stateful-resources.md.`;
  const loss = lossOf.get(type);
  if (loss) {
    return { ...whole(loss.rank ?? "data-loss", "destroyed"), means: loss.lost(before), fix, reference: loss.source };
  }
  const end = destroyedOf.get(type);
  if (end) return { ...whole(end.rank, "destroyed"), means: end.means, fix, reference: end.source };
  return { ...whole("downtime", "destroyed"), means: "whatever uses it fails", fix };
}

function ofReplacement(resource: ResourceChange, { before }: Subject): Verdict {
  const { type, change } = resource;
  const fix = keepingFix(resource);
  const loss = lossOf.get(type);
  if (loss) {
    const rank = loss.rank === "downtime" ? "replacement" : (loss.rank ?? "data-loss");
    return { ...whole(rank, "replaced"), means: loss.lost(before), fix, reference: loss.source };
  }
  const end = replacedOf.get(type);
  if (end) return { ...whole(end.rank, "replaced"), means: end.means, fix, reference: end.source };
  const means =
    change.actions[0] === "create"
      ? "the new one is there before the old one goes"
      : "it is gone until the new one is there";
  return { ...whole("replacement", "replaced"), means, fix };
}

function keepingFix({ action_reason: reason, change, type }: ResourceChange): string | undefined {
  if (reason === "replace_because_tainted") {
    return "An interrupted run left it marked as half made. If it is whole in AWS, keep it with `terraform untaint`.";
  }
  const causes = (change.replace_paths ?? []).map((path) => path.join(".")).join(", ");
  if (causes === "") return undefined;
  return statefulTypes.has(type)
    ? `AWS cannot change ${causes} in place. Keep the old value, or migrate the data first (docs/stateful-resources.md).`
    : `AWS cannot change ${causes} in place. Keep the old value where the interruption matters.`;
}

function forgotten({ type }: ResourceChange): Verdict {
  return {
    ...whole(statefulTypes.has(type) ? "exposure" : "unjudged", "forgotten"),
    means: "it stays in AWS, and nobody keeps its settings any more",
    fix: "Bring its code back, or see docs/stateful-resources.md on how it is retired.",
  };
}

const whole = (rank: Rank, what: string) => ({ rank, rule: `${rank}/${what}`, values: [] });

/** Changes that the same row is about count as one. What AWS works out by itself counts only where a row knows it. */
function ofValues(
  { type }: ResourceChange,
  effect: Effect,
  subject: Subject,
  changes: readonly ValueChange[],
): readonly Verdict[] {
  const groups = new Map<string, Verdict>();
  for (const change of changes) {
    const isUnknown = change.after === afterApply;
    const verdict = ofValue(type, effect, subject, change);
    if (verdict === undefined || (effect === "replace" && !outlasts(verdict.rank, change))) continue;
    if (isUnknown && verdict.reference === undefined && changes.length > 1) continue;
    const key = `${verdict.rank} ${verdict.means}`;
    const before = groups.get(key);
    groups.set(key, before ? { ...before, values: [...before.values, change] } : verdict);
  }
  return [...groups.values()];
}

/**
 * Whether a value counts although the resource is made anew: a door that opens, what is kept for less time, a price. That a
 * change in place would interrupt something says nothing then.
 */
function outlasts(rank: Rank, { after }: ValueChange): boolean {
  if (after === afterApply) return false;
  return rank === "exposure" || rank === "data-loss" || (rank === "cost" && !isAbsent(after));
}

function ofValue(type: string, effect: Effect, subject: Subject, change: ValueChange): Verdict | undefined {
  const row = rowFor(type, subject, change);
  const attribute = attributeOf(change).replaceAll(/[._]/g, "-").toLowerCase();
  if (row === undefined) {
    if (effect !== "update" && effect !== "import") return undefined;
    const means = "whether that interrupts anything is not known here";
    return { rank: "unjudged", rule: "unjudged/attribute", means, values: [change] };
  }
  // What is made new neither loses data nor interrupts anybody.
  if (effect === "create" && (row.rank !== "exposure" || row.when === "any")) return undefined;
  return {
    rank: row.rank,
    rule: `${row.rank}/${attribute}-${typeof row.when === "string" && row.when !== "any" ? row.when : "changed"}`,
    means: typeof row.means === "string" ? row.means : row.means(subject, change),
    values: [change],
    fix: row.fix,
    reference: row.source,
  };
}
