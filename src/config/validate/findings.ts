import type { Deployment } from "../deployment";
import type { Problem } from "../problem";

/** What would be right, and how to get there. */
export interface Advice {
  readonly allowed: string;
  readonly fix: string;
}

/** Whole numbers from `min` to `max`; without `max` there is no upper end. */
export interface Range {
  readonly min: number;
  readonly max?: number;
}

/** Collects the problems of one deployment; every check goes on after a problem, so that all are seen at once. */
export class Findings {
  readonly problems: Problem[] = [];

  constructor(readonly deployment: Pick<Deployment<unknown>, "name" | "environment" | "region">) {}

  /** Whether the stricter rules for patient data apply. */
  get inProduction(): boolean {
    return this.deployment.environment === "production";
  }

  /** Notes a problem unless `ok`; tells the caller whether it was fine. */
  require(ok: boolean, field: string, value: unknown, advice: Advice): boolean {
    if (!ok) this.problems.push({ deployment: this.deployment.name, field, value, ...advice });
    return ok;
  }

  wholeNumber(field: string, value: number, { min, max = Infinity }: Range, fix: string): boolean {
    const allowed = max === Infinity ? `whole numbers from ${min}` : `whole numbers from ${min} to ${max}`;
    return this.require(Number.isInteger(value) && value >= min && value <= max, field, value, { allowed, fix });
  }

  oneOf<T>(field: string, value: T, choices: readonly T[], fix: string): boolean {
    return this.require(choices.includes(value), field, value, { allowed: choices.join(", "), fix });
  }

  matches(field: string, value: string, pattern: RegExp, advice: Advice): boolean {
    return this.require(typeof value === "string" && pattern.test(value), field, value, advice);
  }

  /** A relaxed safeguard needs a reason that an auditor can read: "n/a" is none. */
  reason(field: string, value: string | undefined): boolean {
    const text = value?.trim() ?? "";
    return this.require(text.length >= 20 && /\s\S+\s/.test(text), field, value, {
      allowed: "a sentence of at least 20 characters",
      fix: "Say why this environment may do without; the reason goes into the audit report.",
    });
  }
}

/** The written reason of the relaxed arm of a union, if it is that arm. */
export function reasonOf(choice: object): string | undefined {
  return "reason" in choice && typeof choice.reason === "string" ? choice.reason : undefined;
}
