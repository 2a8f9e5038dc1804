import { columns } from "../columns";
import { renderText } from "../plan";
import { exitCodeOf, mostDangerousFirst, type Outcome } from "./outcome";
import { gistOf, problemOf, resultOf, tally } from "./words";

/** The combined review for a terminal: a line a deployment, then each review that says more; most dangerous first. */
export function renderManyText(outcomes: readonly Outcome[]): string {
  const ordered = mostDangerousFirst(outcomes);
  const rows = ordered.map((outcome) => ({
    deployment: outcome.deployment,
    result: resultOf(outcome),
    seconds: outcome.seconds.toFixed(1),
    plan: gistOf(outcome),
  }));
  const parts = ordered.filter((outcome) => exitCodeOf(outcome) !== 0).map(partOf);
  return [columns(rows), tally(ordered), ...parts].filter(Boolean).join("\n\n");
}

function partOf(outcome: Outcome): string {
  if (outcome.kind === "planned") return renderText(outcome.review);
  const { message, fix } = problemOf(outcome);
  return [`${outcome.deployment}: ${resultOf(outcome)}`, `  ${message}`, ...(fix ? [`  Fix: ${fix}`] : [])].join("\n");
}

/** One entry a deployment, in the order asked for; `exitCode` as `estate plan` would end for it alone. */
export function renderManyJson(outcomes: readonly Outcome[]): string {
  const entries = outcomes.map((outcome) => ({
    deployment: outcome.deployment,
    result: resultOf(outcome),
    exitCode: exitCodeOf(outcome),
    seconds: Number(outcome.seconds.toFixed(1)),
    ...(outcome.kind === "planned" ? { review: outcome.review } : { error: errorOf(outcome) }),
  }));
  return JSON.stringify(entries, null, 2);
}

function errorOf(outcome: Exclude<Outcome, { kind: "planned" }>) {
  const { message, fix } = problemOf(outcome);
  return { message, fix };
}
