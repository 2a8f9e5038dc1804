import { savedAt } from "./files";
import { findRunning } from "./health";

/** What a green run on the sandbox says nothing about; each needs real AWS. Also in docs/sandbox.md. */
export const NOT_PROVED: readonly string[] = [
  "IAM authorization: policies are stored and never evaluated, except unconditional statements of bucket policies",
  "KMS key policies and grants: no use of a key is ever refused",
  "network reachability: security groups, network ACLs and routes are stored, no packet flows",
  "quotas and size limits, names taken in other accounts",
  "which engine versions, instance classes and features a region offers",
  "the databases themselves: no PostgreSQL runs, parameters are not applied",
  "containers and instances: no image is pulled or started, so health checks, rollbacks and the database bootstrap are not tried",
  "the audit services' judgement: AWS Config evaluates nothing, GuardDuty and Security Hub find nothing, no backup is made",
  "real timing: everything is available at once, nothing is eventually consistent",
  "delivery between services: no flow log, database log, notification or metric ever arrives",
];

export interface SandboxStatus {
  readonly state: "running" | "stopped";
  /** When the data on disk was written. */
  readonly savedAt?: string;
  readonly notProved: readonly string[];
  /** Only of a running sandbox. */
  readonly running?: {
    readonly endpoint: string;
    readonly pid: number;
    readonly uptimeSeconds: number;
    readonly account: string;
    readonly versions: Readonly<Record<string, string>>;
    readonly resources: Readonly<Record<string, number>>;
  };
}

/** What runs, since when, and what it holds. */
export async function status(now: Date = new Date()): Promise<SandboxStatus> {
  const common = { savedAt: savedAt()?.toISOString(), notProved: NOT_PROVED };
  const running = await findRunning();
  if (!running) return { state: "stopped", ...common };
  const { pid, account, versions, resources, startedAt } = running.health;
  const uptimeSeconds = Math.max(0, Math.round((now.getTime() - Date.parse(startedAt)) / 1000));
  return {
    state: "running",
    ...common,
    running: { endpoint: running.endpoint, pid, uptimeSeconds, account, versions, resources },
  };
}

/** The status for people. */
export function renderStatus(status: SandboxStatus): string {
  const limits = ["A green run here does not prove:", ...status.notProved.map((limit) => `  - ${limit}`)];
  return [...(status.running ? renderRunning(status.running) : renderStopped(status)), "", ...limits].join("\n");
}

function renderRunning(running: NonNullable<SandboxStatus["running"]>): string[] {
  const held = Object.entries(running.resources).map(([what, count]) => `${count} ${what}`);
  return [
    `The sandbox runs at ${running.endpoint}`,
    `  pid       ${running.pid}, for ${duration(running.uptimeSeconds)}`,
    `  account   ${running.account}`,
    `  versions  moto ${running.versions.moto}, Python ${running.versions.python}`,
    `  holds     ${held.join(", ") || "nothing"}`,
  ];
}

function renderStopped({ savedAt }: SandboxStatus): string[] {
  const data = savedAt
    ? `Its data was saved at ${savedAt}: \`npx estate sandbox up\` restores it.`
    : "Nothing is saved.";
  return [`The sandbox does not run. ${data}`];
}

function duration(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  if (hours) return `${hours} h ${minutes} min`;
  return minutes ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}
