import { summary } from "../plan";
import { exitCodeOf, type Outcome } from "./outcome";

/** One word or two for the table's column. */
export function resultOf(outcome: Outcome): string {
  if (outcome.kind === "unreached") return "not reached";
  if (outcome.kind === "interrupted") return "not planned";
  return ["no changes", "failed", "changes", "blocked"][exitCodeOf(outcome)] ?? "failed";
}

/** One line about what would happen, or why that is not known. */
export function gistOf(outcome: Outcome): string {
  if (outcome.kind === "planned") return summary(outcome.review);
  const line = problemOf(outcome).message.split("\n", 1)[0]!.trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

export interface Problem {
  readonly message: string;
  readonly fix?: string;
}

/** Why there is no plan, and what to do. */
export function problemOf(outcome: Exclude<Outcome, { kind: "planned" }>): Problem {
  switch (outcome.kind) {
    case "failed":
      return outcome;
    case "unreached":
      return {
        message: `These credentials reach account ${outcome.reached}; ${outcome.deployment} lives in ${outcome.account}.`,
        fix: `Log in to ${outcome.account}, then: npx estate plan ${outcome.deployment}`,
      };
    case "interrupted":
      return { message: "The run was interrupted before its turn.", fix: `npx estate plan ${outcome.deployment}` };
  }
}

/** Such as `8 deployments: failed 1, changes 2, no changes 5`. */
export function tally(outcomes: readonly Outcome[]): string {
  const counts = new Map<string, number>();
  for (const result of outcomes.map(resultOf)) counts.set(result, (counts.get(result) ?? 0) + 1);
  const parts = [...counts].map(([result, count]) => `${result} ${count}`);
  return `${outcomes.length} ${outcomes.length === 1 ? "deployment" : "deployments"}${parts.length > 0 ? `: ${parts.join(", ")}` : ""}`;
}
