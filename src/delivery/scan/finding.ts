/** The scanners that read a view; findings of others join by the same interface. */
export type Scanner = "checkov" | "tfsec";

/** Most severe first. */
export const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export type Severity = (typeof severities)[number];

/** Where something stands in a file; `file` is relative to the project, `line` from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
}

/** What a scanner says about a block, before anything is merged. */
export interface RawFinding {
  readonly scanner: Scanner | "checkov-plan" | "estate";
  readonly deployment: string;
  readonly address: string;
  /** The scanner's own id. */
  readonly rule: string;
  readonly message: string;
  /** How to put it right, or where to read about it. */
  readonly fix?: string;
  readonly severity?: Severity;
  /** True when the scanner found it and a skip comment silenced it. */
  readonly skipped: boolean;
}
