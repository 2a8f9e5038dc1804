import { addDays } from "../../days";
import type { Finding } from "../finding";
import { meant, type Waiver } from "./schema";

/**
 * The longest that a waiver may hold, in days: a quarter, so that a change that waits for a freeze to end keeps its waiver.
 * A waiver is for one change on its way; what stays for good is an acknowledgement in TypeScript, or no rule of the gate.
 */
export const longestDays = 90;

/** What a plan does although a rule objects, and who answers for it. */
export interface WaivedFinding extends Finding {
  readonly waiver: Pick<Waiver, "reason" | "owner" | "expires">;
}

export interface Judgement {
  /** Why the plan may not be applied; empty when it may. */
  readonly blocked: readonly Finding[];
  /** What is let through by a waiver. */
  readonly waived: readonly WaivedFinding[];
}

export interface WaiverInput {
  readonly findings: readonly Finding[];
  readonly waivers: readonly Waiver[];
  /** The day of the judgement, `YYYY-MM-DD`. */
  readonly today: string;
  /** The file of the waivers, for messages. */
  readonly file: string;
  /** Whether the plan changes anything: one that does not asks nothing of a waiver. */
  readonly changes: boolean;
}

/** Lets findings through that a waiver names exactly; a waiver that is not in force, or that nothing needs, is a finding itself. Pure. */
export function applyWaivers({ findings, waivers, today, file, changes }: WaiverInput): Judgement {
  const problems = new Map(waivers.map((waiver) => [waiver, problemOf(waiver, findings, today)]));
  const inForce = waivers.filter((waiver) => problems.get(waiver) === undefined);
  const waiverOf = (finding: Finding): Waiver | undefined => inForce.find((waiver) => isAbout(waiver, finding));
  const useless = [...problems].flatMap(([waiver, problem]) =>
    problem ? [problemFinding(waiver, problem, file)] : [],
  );
  return {
    blocked: [...findings.filter((finding) => !waiverOf(finding)), ...(changes ? useless : [])],
    waived: findings.flatMap((finding) => {
      const waiver = waiverOf(finding);
      return waiver ? [{ ...finding, waiver: inShort(waiver) }] : [];
    }),
  };
}

interface Problem {
  readonly what: string;
  readonly fix: string;
}

function problemOf(waiver: Waiver, findings: readonly Finding[], today: string): Problem | undefined {
  const { expires } = waiver;
  const latest = addDays(today, longestDays);
  if (expires < today)
    return { what: `expired on ${expires}`, fix: "Remove it, or look at its reason again and set a new day" };
  if (expires > latest)
    return {
      what: `holds until ${expires}, longer than ${longestDays} days`,
      fix: `Set a day up to ${latest}`,
    };
  if (findings.some((finding) => isAbout(waiver, finding))) return undefined;
  return {
    what: `is not needed: the plan does no such thing${likely(waiver, findings)}`,
    fix: "Remove it, or correct it",
  };
}

/** The finding that a slip of the pen may have been about. */
function likely({ address, rule }: Waiver, findings: readonly Finding[]): string {
  const elsewhere = findings.filter((finding) => finding.rule === rule).map((finding) => finding.address);
  const otherwise = findings.filter((finding) => finding.address === address).map((finding) => finding.rule);
  if (otherwise.length > 0) return ` (did you mean ${otherwise.join(" or ")}?)`;
  return meant(address, elsewhere);
}

function isAbout({ address, rule }: Waiver, finding: Finding): boolean {
  return finding.address === address && finding.rule === rule;
}

function problemFinding(waiver: Waiver, { what, fix }: Problem, file: string): Finding {
  const { address, rule, owner } = waiver;
  return {
    rule: "waivers-are-needed",
    control: "164.308(a)(1)(ii)(B)",
    address,
    message: `the waiver of ${rule} on ${address} (${owner}) ${what}`,
    fix: `${fix}: ${file}`,
  };
}

function inShort({ reason, owner, expires }: Waiver): WaivedFinding["waiver"] {
  return { reason, owner, expires };
}
