import { severities, type Severity } from "../ranks";
import type { Review } from "../review";
import type { SourceLocation } from "../../source-location";

/** A meaning of a change as findings of the scan are written. */
export interface ReviewFinding {
  readonly deployment: string;
  readonly address: string;
  readonly constructPath: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly source?: SourceLocation;
  readonly message: string;
  readonly fix?: string;
}

/** All that a reader should know of; what interrupts nobody is no finding. */
export function findingsOf({ deployment, changes }: Review): readonly ReviewFinding[] {
  return changes.flatMap(({ address, constructPath, source, meanings }) =>
    meanings.flatMap(({ rank, rule, sentence, fix }) => {
      const severity = severities[rank];
      if (severity === undefined) return [];
      return [{ deployment, address, constructPath, rule, severity, source, message: sentence, fix }];
    }),
  );
}

/** The review with its findings, as `review.json` and `--json` have it. */
export function renderJson(review: Review): string {
  return JSON.stringify({ ...review, findings: findingsOf(review) }, null, 2);
}
