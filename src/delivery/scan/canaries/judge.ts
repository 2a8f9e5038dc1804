import type { RawFinding, Scanner } from "../finding";
import type { Canary, Expectation } from "./canary";

export interface CanaryVerdict {
  /** Expectations that hold. */
  readonly seen: number;
  readonly expected: number;
  /** Planted faults that a scanner did not report: it did not run, or it is blinder than it was. */
  readonly missed: readonly CanaryProblem[];
  /** Reported on the fixed twin too, so that the rule's findings say nothing. */
  readonly falseAlarms: readonly CanaryProblem[];
  /** Blind spots that a scanner has begun to see: the published table is out of date. */
  readonly nowSeen: readonly CanaryProblem[];
}

export interface CanaryProblem extends Expectation {
  readonly canary: string;
  readonly fault: string;
}

/**
 * Compares findings with what was planted. Pure.
 * @param findings of both canary stacks, with addresses as they stand in the documents; those of other deployments do not count
 * @param only judges one scanner. @default both
 */
export function judge(findings: readonly RawFinding[], canaries: readonly Canary[], only?: Scanner): CanaryVerdict {
  const reported = new Set(
    findings.map(({ deployment, engine: scanner, rule, address }) => keyOf(deployment, { scanner, rule, address })),
  );
  const onFaulty = (one: Expectation): boolean => reported.has(keyOf("canary-faulty", one));
  const onFixed = (one: Expectation): boolean => reported.has(keyOf("canary-fixed", one));
  const named = (canary: Canary, list: readonly Expectation[]): CanaryProblem[] =>
    list
      .filter(({ scanner }) => only === undefined || scanner === only)
      .map(({ scanner, rule, address }) => ({ canary: canary.name, fault: canary.fault, scanner, rule, address }));

  const expected = canaries.flatMap((canary) => named(canary, canary.expects));
  const blind = canaries.flatMap((canary) => named(canary, canary.blind));
  return {
    seen: expected.filter((one) => onFaulty(one) && !onFixed(one)).length,
    expected: expected.length,
    missed: expected.filter((one) => !onFaulty(one)),
    falseAlarms: expected.filter((one) => onFixed(one)),
    nowSeen: blind.filter((one) => onFaulty(one) && !onFixed(one)),
  };
}

function keyOf(
  deployment: string,
  { scanner, rule, address }: { readonly scanner: string; readonly rule: string; readonly address: string },
): string {
  return [deployment, scanner, rule, address].join("\n");
}
