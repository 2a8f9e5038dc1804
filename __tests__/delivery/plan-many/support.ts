import { review, type Review } from "../../../src/delivery/review";
import type { Ending, Outcome } from "../../../src/delivery/plan-many/outcome";
import type { ResourceChange } from "../../../src/delivery/terraform";
import { change, planOf } from "../../support/delivery";

/** The review of a plan with these changes. */
export function reviewOf(
  deployment: string,
  changes: readonly ResourceChange[],
  blocked: Review["blocked"] = [],
): Review {
  return review({ deployment, target: "aws", plan: planOf(changes), blocked, places: new Map() });
}

/** `count` changes of one kind. */
export function changes(count: number, action: "create" | "update" | "delete"): readonly ResourceChange[] {
  return Array.from({ length: count }, (_, index) => change(`aws_sns_topic.number_${index}`, [action]));
}

export function planned(deployment: string, of: readonly ResourceChange[] = []): Outcome {
  return outcome(deployment, {
    kind: "planned",
    review: reviewOf(deployment, of),
    changes: of.length > 0,
    blocked: false,
  });
}

export function blocked(deployment: string, message = "aws_vpc.network would be destroyed"): Outcome {
  const finding = {
    rule: "stateful-resources-are-kept",
    control: "164.312(c)(1)",
    address: "aws_vpc.network",
    message,
    fix: "Keep it.",
  };
  const judged = reviewOf(deployment, [change("aws_vpc.network", ["delete"])], [finding]);
  return outcome(deployment, { kind: "planned", review: judged, changes: true, blocked: true });
}

export function failed(deployment: string, message = "terraform plan failed", exitCode = 1): Outcome {
  return outcome(deployment, { kind: "failed", message, fix: "Do this.", exitCode });
}

export function outcome(deployment: string, ending: Ending): Outcome {
  return { deployment, seconds: 1.25, ...ending };
}
