import type { Waiver } from "../gate/waivers/schema";

/** What one deployment did, for whoever asks later. Holds no sensitive value. 164.312(b), 164.316(b)(1)(ii) */
export interface DeploymentRecord {
  readonly deployment: string;
  readonly account: string;
  /** When it ended, ISO 8601. */
  readonly at: string;
  /** ARN of who deployed. */
  readonly by: string;
  /** What was checked out, with `-dirty` when files differed from it. Absent outside a Git checkout. */
  readonly commit?: string;
  readonly outcome: "applied" | "failed";
  /** The first line of the error. */
  readonly error?: string;
  readonly plan: {
    /** When it was made, ISO 8601. */
    readonly created: string;
    /** SHA-256 of the plan file. */
    readonly hash: string;
    /** SHA-256 of what it does: equal to that of the review. */
    readonly fingerprint: string;
    /** SHA-256 of the synthesized JSON. */
    readonly digest: string;
    readonly terraformVersion: string;
    /** SHA-256. */
    readonly providerLock: string;
    /** Of the state that it was made on. */
    readonly serial: number;
  };
  /** Resources by what happened to them: `{ create: 3, update: 1 }`. */
  readonly counts: Readonly<Record<string, number>>;
  /** What the gate would have blocked, and who answered for it; empty when nothing was waived. */
  readonly waived: readonly Waiver[];
  /** Of the apply. */
  readonly seconds: number;
  /** Absent when the checks were left out, or the apply failed. */
  readonly checks?: DeploymentChecks;
  /** Output values by name, sensitive ones hidden. */
  readonly outputs: Readonly<Record<string, unknown>>;
}

/** What was found right after the apply. */
export interface DeploymentChecks {
  readonly passed: number;
  /** Ids of the checks that failed. */
  readonly failed: readonly string[];
  /** Checks that only a person can make. */
  readonly byHand: number;
  /** Whether a second plan would change anything. */
  readonly planAgain: "no changes" | "changes";
}

/** Whether the running estate is what was deployed. */
export function isSound({ checks }: Pick<DeploymentRecord, "checks">): boolean {
  return checks === undefined || (checks.failed.length === 0 && checks.planAgain === "no changes");
}

/** One line a record, newest first. */
export function renderRecords(records: readonly DeploymentRecord[]): string {
  return records.map(line).join("\n");
}

function line({
  at,
  by,
  commit = "no commit",
  outcome,
  counts,
  waived = [],
  seconds,
  checks,
  error,
}: DeploymentRecord): string {
  const changes = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([effect, count]) => `${count} ${effect}`);
  return [
    `${at}  ${outcome.padEnd(7)}`,
    changes.join(", ") || "outputs alone",
    ...(waived.length > 0 ? [`${waived.length} waived`] : []),
    `${seconds} s`,
    checksLine(checks),
    shortCommit(commit),
    by,
    ...(error === undefined ? [] : [error]),
  ].join("  ");
}

function checksLine(checks: DeploymentChecks | undefined): string {
  if (!checks) return "not checked";
  const failed = checks.failed.length > 0 ? `FAILED ${checks.failed.join(", ")}` : `${checks.passed} checks passed`;
  return checks.planAgain === "no changes" ? failed : `${failed}; a second plan has changes`;
}

const shortCommit = (commit: string): string => commit.replace(/^([0-9a-f]{12})[0-9a-f]{28}/, "$1");
