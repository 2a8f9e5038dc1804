import { controlOf } from "../../../platform/controls";
import type { Exception } from "../acknowledgements";
import { distinct } from "./groups";
import { table } from "./markdown";

/** One decision to accept findings, with every control that it leaves unmet and every place where it holds. */
export interface RegisterEntry {
  readonly controls: readonly string[];
  /** The rules of each engine that report it. */
  readonly reportedAs: readonly string[];
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
  readonly evidence?: string;
  /** The TypeScript that accepts it, `file:line`. */
  readonly source?: string;
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
  const { reason, owner, expires, evidence, source } = same[0]!.acknowledgement;
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
    ...(source !== undefined && { source: source.split(":").slice(0, 2).join(":") }),
    places: Object.fromEntries(deployments.map((deployment) => [deployment, pathsIn(deployment)])),
  };
}

/** For an auditor. */
export function renderRegister(entries: readonly RegisterEntry[]): string {
  const rows = entries.map(({ controls, reportedAs, reason, owner, expires, evidence, places }) => [
    controls.map((control) => `\`${control}\``).join(", "),
    reportedAs.join(", "),
    evidence === undefined ? reason : `${reason} (${evidence})`,
    owner,
    expires,
    placesText(places),
  ]);
  return table(["Controls", "Reported as", "Why it stays", "Owner", "Until", "Where"], rows);
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
