import { driftClasses, lowersProtection, type DriftClass } from "./consequences";
import type { Advice } from "./advice";
import type { Author } from "./events";
import type { DriftFinding } from "./findings";
import type { PendingChange } from "./pending";
import type { Source } from "./source";

/** A finding with all that is known about it. */
export interface ExplainedFinding extends DriftFinding {
  /** Whoever wrote to it last: probably, not surely, whoever caused the drift. */
  readonly author: Author;
  /** Absent where nothing synthesizes it any more. */
  readonly source?: Source;
  readonly advice: Advice;
}

/** What is in AWS otherwise than in the state of one deployment. No sensitive value stands in it. */
export interface DriftReport {
  readonly deployment: string;
  readonly target: "aws" | "sandbox";
  /** `full` also knows what an apply of the present code would do. */
  readonly mode: "refresh-only" | "full";
  readonly counts: Readonly<Record<DriftClass, number>>;
  readonly lowersProtection: boolean;
  /** The worst first. */
  readonly findings: readonly ExplainedFinding[];
  /** Only of `full`: what the code wants and nobody has applied yet. */
  readonly pending?: readonly PendingChange[];
}

/** Orders findings and counts them. Pure. */
export function driftReport({
  findings,
  ...facts
}: Pick<DriftReport, "deployment" | "target" | "mode" | "findings" | "pending">): DriftReport {
  const counts = Object.fromEntries(
    driftClasses.map((each) => [each, findings.filter(({ drift }) => drift === each).length]),
  ) as Record<DriftClass, number>;
  return {
    ...facts,
    counts,
    lowersProtection: findings.some(({ drift }) => lowersProtection(drift)),
    findings: [...findings].sort((a, b) => rank(a) - rank(b) || (a.address < b.address ? -1 : 1)),
  };
}

function rank({ drift }: DriftFinding): number {
  return driftClasses.indexOf(drift);
}

/** How a schedule must take it: 0 nothing has drifted, 2 something has, 4 something that lowers protection. */
export function driftExitCode({ findings, lowersProtection: lowered }: DriftReport): 0 | 2 | 4 {
  if (findings.length === 0) return 0;
  return lowered ? 4 : 2;
}
