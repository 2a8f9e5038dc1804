import { controlOf } from "../../../platform/controls";
import type { Exception } from "../acknowledgements";
import { distinct } from "./groups";
import { table } from "../../markdown";

/** One decision to accept findings, with every control that it leaves unmet and every place where it holds. */
export interface RegisterEntry {
  readonly controls: readonly string[];
  /** The rules of each engine that report it. */
  readonly reportedAs: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly evidence?: string;
  /** The TypeScript files that accept it. */
  readonly sources: readonly string[];
  /** Construct paths by deployment. */
  readonly places: Readonly<Record<string, readonly string[]>>;
}

/** Every exception in force, the same decision once; sorted by control. */
export function register(exceptions: readonly Exception[]): readonly RegisterEntry[] {
  const decisions = new Map<string, Exception[]>();
  for (const exception of exceptions) {
    const { reason, owner, expires, evidence } = exception.acknowledgement;
    const key = JSON.stringify([reason, owner, expires, evidence]);
    decisions.set(key, [...(decisions.get(key) ?? []), exception]);
  }
  return [...decisions.values()].map(entry).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey({ controls, reason }: RegisterEntry): string {
  return [...controls, reason].join(" ");
}

function entry(same: readonly Exception[]): RegisterEntry {
  const { reason, owner, expires, evidence } = same[0]!.acknowledgement;
  const deployments = distinct(same.map(({ deployment }) => deployment));
  const pathsIn = (deployment: string): readonly string[] =>
    distinct(
      same
        .filter((exception) => exception.deployment === deployment)
        .map(({ acknowledgement }) =>
          acknowledgement.constructPath
            .split("/")
            .slice(1)
            .join("/")
            .replace(/\/Resource$/, ""),
        ),
    );
  return {
    controls: [...distinct(same.map(({ acknowledgement }) => controlOf(acknowledgement.rule)))].sort(),
    reportedAs: [
      ...distinct(
        same.flatMap(({ silenced }) => silenced.flatMap((finding) => finding.reportedAs.map((by) => by.rule))),
      ),
    ].sort(),
    reason,
    owner,
    expires,
    ...(evidence !== undefined && { evidence }),
    sources: [
      ...distinct(same.flatMap(({ acknowledgement: { source } }) => (source ? [source.replace(/(:\d+)+$/, "")] : []))),
    ].sort(),
    places: Object.fromEntries(deployments.map((deployment) => [deployment, pathsIn(deployment)])),
  };
}

/** For an auditor: a page by itself. */
export function renderRegister(entries: readonly RegisterEntry[]): string {
  const rows = entries.map(({ controls, reportedAs, reason, owner, expires, evidence, places, sources }) => [
    controls.map((control) => `\`${control}\``).join(", "),
    reportedAs.join(", "),
    evidence === undefined ? reason : `${reason} (${evidence})`,
    owner,
    expires,
    placesText(places),
    sources.map((source) => `\`${source}\``).join(", "),
  ]);
  return [
    "# Exceptions",
    "What tfsec or Checkov report and what stays on purpose, in every deployment. Each line is one decision: it silences its controls on the constructs named and nowhere else, and only until its last day. `estate scan` fails when one has expired, covers more than it must, or silences nothing.",
    `Decisions about what tfsec reports: ${countOf(entries, /^aws-/)}; about what Checkov reports: ${countOf(entries, /^CKV/)}.`,
    table(["Controls", "Reported as", "Why it stays", "Owner", "Until", "Where", "Accepted in"], rows),
    "Written by `npx estate scan --register docs/compliance`; a test compares it with a fresh scan.",
  ].join("\n\n");
}

function countOf(entries: readonly RegisterEntry[], rules: RegExp): number {
  return entries.filter(({ reportedAs }) => reportedAs.some((rule) => rules.test(rule))).length;
}

/** Deployments with the same constructs stand together. */
function placesText(places: RegisterEntry["places"]): string {
  const byPaths = new Map<string, string[]>();
  for (const [deployment, constructPaths] of Object.entries(places)) {
    const key = constructPaths.map((path) => `\`${path}\``).join(", ");
    byPaths.set(key, [...(byPaths.get(key) ?? []), deployment]);
  }
  return [...byPaths].map(([constructPaths, deployments]) => `${deployments.join(", ")}: ${constructPaths}`).join("; ");
}
