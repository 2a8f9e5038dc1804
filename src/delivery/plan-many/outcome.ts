import type { Rank, Review } from "../review";

/** What became of planning one deployment among several. */
export type Outcome = {
  readonly deployment: string;
  /** From start to end of its own work. */
  readonly seconds: number;
} & Ending;

export type Ending =
  | { readonly kind: "planned"; readonly review: Review; readonly changes: boolean; readonly blocked: boolean }
  | { readonly kind: "failed"; readonly message: string; readonly fix?: string; readonly exitCode: number }
  /** The credentials are another account's: nothing was asked of AWS. */
  | { readonly kind: "unreached"; readonly account: string; readonly reached: string }
  /** Not begun when somebody interrupted the run. */
  | { readonly kind: "interrupted" };

/** As `estate plan` would end for this deployment alone: 0 nothing to do, 1 error, 2 changes, 3 blocked. */
export function exitCodeOf(outcome: Ending): number {
  if (outcome.kind === "failed") return outcome.exitCode;
  if (outcome.kind !== "planned") return 1;
  if (outcome.blocked) return 3;
  return outcome.changes ? 2 : 0;
}

/** From the worst: an error leaves unknown what would happen. */
const bySeverity = [1, 3, 2, 0];

/** The exit code of all: 1 before 3 before 2 before 0. */
export function worstExitCode(outcomes: readonly Ending[]): number {
  const codes = new Set(outcomes.map(exitCodeOf));
  return bySeverity.find((code) => codes.has(code)) ?? 0;
}

/** Most dangerous first: blocked, not known, then by what loses data, opens a door, and would be lost, changed and made; equals keep their order. */
export function mostDangerousFirst(outcomes: readonly Outcome[]): readonly Outcome[] {
  return outcomes
    .map((outcome) => ({ outcome, danger: dangerOf(outcome) }))
    .sort((a, b) => compareDanger(b.danger, a.danger))
    .map(({ outcome }) => outcome);
}

/** Always as many numbers; the first that differs decides. */
type Danger = readonly number[];

function dangerOf(outcome: Outcome): Danger {
  if (outcome.kind !== "planned") return [exitCodeOf(outcome) === 3 ? 3 : 2, 0, 0, 0, 0, 0, 0];
  const { counts, blocked, changes } = outcome.review;
  const lost = counts.destroy + counts.replace + counts.forget;
  const level = outcome.blocked ? 3 : outcome.changes ? 1 : 0;
  const grave = (rank: Rank): number => changes.filter((change) => change.rank === rank).length;
  return [level, blocked.length, grave("data-loss"), grave("exposure"), lost, counts.update, counts.create];
}

function compareDanger(a: Danger, b: Danger): number {
  const differs = a.findIndex((value, index) => value !== b[index]);
  return differs < 0 ? 0 : a[differs]! - b[differs]!;
}
