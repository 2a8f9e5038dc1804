import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Failure, messageOf } from "../failure";
import { hasChanges, type Review } from "../plan";
import type { Outcome } from "./outcome";

/** What tells a review from other JSON; what it says of each change is its own. */
const shape = z.looseObject({
  deployment: z.string(),
  target: z.enum(["aws", "sandbox"]),
  counts: z.record(z.string(), z.number()),
  blocked: z.array(z.looseObject({ address: z.string(), message: z.string(), fix: z.string() })),
  waived: z.array(z.looseObject({ address: z.string() })),
  changes: z.array(z.looseObject({ address: z.string(), rank: z.string(), meanings: z.array(z.unknown()).min(1) })),
  outputs: z.array(z.string()),
});

/**
 * The reviews that `estate plan` wrote on other machines, wherever they lie below a folder.
 * @param expected deployments that were to be planned: one without a review counts as failed
 * @throws Failure when the folder or a review in it cannot be read
 */
export function collect(folder: string, expected: readonly string[]): readonly Outcome[] {
  const reviews = filesBelow(folder).map(readReview);
  const known = new Set(reviews.map(({ deployment }) => deployment));
  return [...reviews.map(planned), ...expected.filter((name) => !known.has(name)).map(missing)];
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => /(^|[\\/])review\.json$/.test(file))
      .sort()
      .map((file) => join(folder, file));
  } catch (cause) {
    throw new Failure(`${folder} cannot be read: ${messageOf(cause)}.`, {
      fix: "Name the folder into which the reviews were fetched.",
      cause,
    });
  }
}

function readReview(file: string): Review {
  try {
    return shape.parse(JSON.parse(readFileSync(file, "utf8"))) as unknown as Review;
  } catch (cause) {
    const what =
      cause instanceof z.ZodError
        ? cause.issues.map(({ path, message }) => `${path.join(".") || "it"}: ${message}`).join("; ")
        : messageOf(cause);
    throw new Failure(`${file} is no review: ${what}.`, {
      fix: "Take the review.json that `estate plan` wrote.",
      cause,
    });
  }
}

function planned(review: Review): Outcome {
  const { deployment, blocked } = review;
  return { deployment, seconds: 0, kind: "planned", review, changes: hasChanges(review), blocked: blocked.length > 0 };
}

function missing(deployment: string): Outcome {
  const message = "It was to be planned, and there is no review of it: its job failed before.";
  return { deployment, seconds: 0, kind: "failed", message, fix: "Read the log of its job.", exitCode: 1 };
}
