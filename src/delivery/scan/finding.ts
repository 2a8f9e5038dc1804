import type { SourceLocation } from "../source-location";

/** The programs that read a view. */
export type Scanner = "checkov" | "tfsec";

/** Whoever finds something: a scanner, Checkov over a saved plan, or our own look at what no scanner can see. */
export type Engine = Scanner | "checkov-plan" | "estate";

/** Most severe first. */
export const severities = ["CRITICAL", "HIGH", "MEDIUM", "LOW"] as const;
export type Severity = (typeof severities)[number];

/** What an engine says about a block, before anything is merged. */
export interface RawFinding {
  readonly engine: Engine;
  readonly deployment: string;
  readonly address: string;
  /** The engine's own id. */
  readonly rule: string;
  readonly message: string;
  /** How to put it right, or where to read about it. */
  readonly fix?: string;
}

/** What is wrong with one block under one control, whoever found it. */
export interface Finding {
  readonly deployment: string;
  readonly address: string;
  /** Every block that an engine named for it; beside a bucket, the resource that sets the thing. */
  readonly addresses: readonly string[];
  /** Path of the construct below the stack. */
  readonly constructPath: string;
  /** The control; the engine's own rule where no control holds it. */
  readonly rule: string;
  /** Who reported it, under which id. */
  readonly reportedAs: readonly { readonly engine: Engine; readonly rule: string }[];
  readonly severity: Severity;
  /** The TypeScript that asked for it; of JSON from elsewhere, the line there. */
  readonly source: SourceLocation;
  /** The line of the construct library that made it. */
  readonly definedAt?: SourceLocation;
  readonly message: string;
  readonly fix: string;
}

/** Most severe first, then by deployment and address. */
export function bySeverity(a: Finding, b: Finding): number {
  const key = ({ severity, deployment, address, rule }: Finding): string =>
    [severities.indexOf(severity), deployment, address, rule].join(" ");
  return key(a) < key(b) ? -1 : 1;
}
