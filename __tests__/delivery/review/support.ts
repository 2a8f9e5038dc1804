import { review, type Place, type Review } from "../../../src/delivery/review";
import type { PlanJson } from "../../../src/delivery/terraform";

const nowhere: ReadonlyMap<string, Place> = new Map();

export function reviewOf(plan: PlanJson, places = nowhere, blocked: Review["blocked"] = []): Review {
  return review({ deployment: "omnirapeutic-dev", target: "aws", plan, blocked, places });
}
