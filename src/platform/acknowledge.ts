import type { IConstruct } from "constructs";
import type { RuleId } from "./controls";
import type { Safeguard } from "./safeguard";
import { callingLine } from "./source-locations";

/**
 * A finding that stays on purpose. It silences one control on one construct (and what is below it), never a rule as a
 * whole, and only until a day: `estate scan` refuses one that has expired, holds longer than a year, covers more than it
 * must, or silences nothing.
 */
export interface Acknowledgement {
  /** The control, or the rule of any engine that checks it: it then serves every engine. */
  readonly rule: RuleId;
  /** Why it is right here; it is printed in the register of exceptions. At least 20 characters. */
  readonly reason: string;
  /** Team or role that answers for it. */
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`; at most a year ahead when the scan runs. */
  readonly expires: string;
  /** Where an auditor finds more: a decision record, a page of AWS. @default none */
  readonly evidence?: string;
}

/** An acknowledgement and where it was made. */
export interface LocatedAcknowledgement extends Acknowledgement {
  /** Path of the construct, with the stack's name first. */
  readonly constructPath: string;
  /** `file:line:column` of the call; noted when synthesis notes source locations. */
  readonly source?: string;
}

/**
 * Last day of the exceptions that follow from what this project is. They are read again once a year, together; whoever
 * moves this day has read the register (docs/compliance/exceptions.md) and stands for it.
 */
export const NEXT_REVIEW = "2027-10-31";

const KEY = "estate/acknowledgement";

/** @throws Error when the reason says too little, the owner is missing or the date is no date */
export function acknowledge(construct: IConstruct, acknowledgement: Acknowledgement): void {
  const { rule, reason, owner, expires } = acknowledgement;
  const wrong = [
    reason.trim().length < 20 && `reason "${reason}" is too short (at least 20 characters)`,
    owner.trim() === "" && "owner is empty",
    !isDate(expires) && `expires "${expires}" is no day (YYYY-MM-DD)`,
  ].filter((problem) => problem !== false);
  if (wrong.length > 0) throw new Error(`[${construct.node.path}] acknowledgement of ${rule}: ${wrong.join("; ")}.`);
  const source = callingLine(acknowledge);
  construct.node.addMetadata(KEY, { ...acknowledgement, ...(source !== undefined && { source }) });
}

/** An exception that follows from what this library builds: whoever keeps the library answers for it until the next review. */
export function acknowledgeByDesign(construct: IConstruct, rule: RuleId, reason: string, evidence?: string): void {
  const standing = { owner: "platform engineering", expires: NEXT_REVIEW };
  acknowledge(construct, { rule, reason, ...standing, ...(evidence !== undefined && { evidence }) });
}

/** An exception that a configuration makes with a written reason, such as a development environment that may be destroyed. */
export function acknowledgeRelaxed(construct: IConstruct, rule: RuleId, safeguard: Safeguard): void {
  if (!safeguard.kept) acknowledgeByDesign(construct, rule, safeguard.reason);
}

/** Every acknowledgement made at or below the construct, in construct order. */
export function acknowledgementsIn(root: IConstruct): LocatedAcknowledgement[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter((entry) => entry.type === KEY)
        .map((entry) => ({ constructPath: node.path, ...(entry.data as Acknowledgement) })),
    );
}

/** True for a day of the calendar, written `YYYY-MM-DD`. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
