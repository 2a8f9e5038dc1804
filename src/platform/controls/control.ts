import type { CheckovRule, TfsecRule } from "../scanner-rules";

export type ControlSeverity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";

/** One fault under one name, whichever scanner reports it. */
export interface Control {
  readonly severity: ControlSeverity;
  readonly checkov: readonly CheckovRule[];
  readonly tfsec: readonly TfsecRule[];
}
