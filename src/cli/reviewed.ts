import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { messageOf } from "../delivery/failure";
import { readMeta, type PlanMeta } from "../delivery/plan";

/** What a plan does otherwise than the reviewed one. */
export function unlikeReviewed(differences: readonly string[]): string {
  return ["This is not what was reviewed:", ...differences.map((each) => `  - ${each}`)].join("\n");
}

/** Reads the facts of a plan that was reviewed elsewhere, as an argument or option of a command. */
export function readReviewed(file: string): PlanMeta {
  try {
    return readMeta(readFileSync(file, "utf8"));
  } catch (error) {
    throw new InvalidArgumentError(
      `${messageOf(error)} Allowed: the plan.meta.json that \`estate plan\` wrote beside its review.`,
    );
  }
}
