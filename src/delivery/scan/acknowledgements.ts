import { isDate, type LocatedAcknowledgement } from "../../platform/acknowledge";
import { controlOf } from "../../platform/controls";
import { addDays } from "../days";
import type { Finding } from "./finding";

/** The longest that anything is accepted without a second look, in days: one year. */
export const longestDays = 366;

/** An acknowledgement of one deployment, and what it silences there. */
export interface Exception {
  readonly deployment: string;
  readonly acknowledgement: LocatedAcknowledgement;
  readonly silenced: readonly Finding[];
}

export interface Judgement {
  /** Findings that nobody acknowledged. */
  readonly open: readonly Finding[];
  /** Acknowledgements in force, with what they silence. */
  readonly exceptions: readonly Exception[];
  /** Acknowledgements that may not stay as they are, each with how to put it right. */
  readonly problems: readonly string[];
}

/**
 * Applies the acknowledgements of every deployment to its findings. One that is not valid on `date` silences nothing.
 * @param date `YYYY-MM-DD`
 */
export function judge(
  findings: readonly Finding[],
  acknowledgements: ReadonlyMap<string, readonly LocatedAcknowledgement[]>,
  date: string,
): Judgement {
  const problems: string[] = [];
  const silencedBy = new Map<Finding, LocatedAcknowledgement>();
  const exceptions: Exception[] = [];
  for (const [deployment, given] of acknowledgements) {
    const own = findings.filter((finding) => finding.deployment === deployment);
    // The narrowest first: a wider one for the same control must have something left to silence.
    const narrowestFirst = [...given].sort((a, b) => depth(b.constructPath) - depth(a.constructPath));
    for (const acknowledgement of narrowestFirst) {
      const invalid = invalidity(deployment, acknowledgement, date);
      const silenced = own.filter(
        (finding) => !silencedBy.has(finding) && covers(deployment, acknowledgement, finding),
      );
      const said = invalid ?? uselessness(deployment, acknowledgement, silenced);
      if (said !== undefined) problems.push(`${title(deployment, acknowledgement)}: ${said}`);
      if (invalid !== undefined || silenced.length === 0) continue;
      for (const finding of silenced) silencedBy.set(finding, acknowledgement);
      exceptions.push({ deployment, acknowledgement, silenced });
    }
  }
  return { open: findings.filter((finding) => !silencedBy.has(finding)), exceptions, problems };
}

function invalidity(
  deployment: string,
  { rule, constructPath, owner, reason, expires }: LocatedAcknowledgement,
  date: string,
) {
  if (!rule) return "it names no rule. Name a control, or a rule of an engine.";
  if (!owner) return "it has no owner. Name the team or role that answers for it.";
  if (!reason) return "it has no reason. Say why it is right here.";
  if (!isDate(expires ?? "")) return `expires "${expires}" is no day. Write YYYY-MM-DD.`;
  if (expires < date) return `it expired on ${expires}. Fix the finding, or review the reason and set a new date.`;
  const latest = addDays(date, longestDays);
  if (expires > latest) return `it holds until ${expires}, longer than a year. The latest allowed is ${latest}.`;
  if (constructPath === deployment)
    return "it covers the whole deployment. Acknowledge on the construct that has the finding.";
  return undefined;
}

function uselessness(deployment: string, { constructPath }: LocatedAcknowledgement, silenced: readonly Finding[]) {
  if (silenced.length === 0) return "no engine finds this there any more. Remove it.";
  const narrowest = commonAncestor(silenced.map((finding) => fullPath(deployment, finding)));
  if (narrowest === withoutResource(constructPath)) return undefined;
  return `it is broader than needed: it covers ${constructPath}, and all that it silences is at ${narrowest}. Move it there.`;
}

function covers(deployment: string, { rule, constructPath }: LocatedAcknowledgement, finding: Finding): boolean {
  const path = fullPath(deployment, finding);
  const scope = withoutResource(constructPath ?? "");
  return controlOf(rule) === finding.rule && (path === scope || path.startsWith(`${scope}/`));
}

function fullPath(deployment: string, { constructPath }: Finding): string {
  return `${deployment}/${constructPath}`;
}

/** `Resource` is what a construct calls the resource that it is about: the same place. */
function withoutResource(path: string): string {
  return path.replace(/\/Resource$/, "");
}

function commonAncestor(paths: readonly string[]): string {
  const split = paths.map((path) => path.split("/"));
  const [first = []] = split;
  const differs = first.findIndex((part, i) => split.some((parts) => parts[i] !== part));
  return first.slice(0, differs === -1 ? first.length : differs).join("/");
}

function title(deployment: string, { rule, constructPath, source }: LocatedAcknowledgement): string {
  return `acknowledgement of ${rule} on ${constructPath ?? deployment}${source === undefined ? "" : ` (${source})`}`;
}

function depth(path: string | undefined): number {
  return (path ?? "").split("/").length;
}
