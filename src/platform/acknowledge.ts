import type { IConstruct } from "constructs";

/** A finding that stays on purpose. It silences one rule on one construct (and what is below it), never a rule as a whole. */
export interface Acknowledgement {
  /** The rule's id in the engine that reports it, such as `CKV_AWS_18` or `ec2-instances-have-no-public-ip`. */
  readonly rule: string;
  /** Why it is right here; it is printed in the audit report. At least 20 characters. */
  readonly reason: string;
  /** Team or role that answers for it. */
  readonly owner: string;
  /** Day after which it no longer holds, `YYYY-MM-DD`. @default it holds until it is removed */
  readonly expires?: string;
}

/** An acknowledgement and where it was made. */
export interface LocatedAcknowledgement extends Acknowledgement {
  readonly constructPath: string;
}

const KEY = "estate/acknowledgement";

/** @throws Error when the reason says too little, the owner is missing or the date is no date */
export function acknowledge(construct: IConstruct, acknowledgement: Acknowledgement): void {
  const { rule, reason, owner, expires } = acknowledgement;
  const wrong = [
    reason.trim().length < 20 && `reason "${reason}" is too short (at least 20 characters)`,
    owner.trim() === "" && "owner is empty",
    expires !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(expires) && `expires "${expires}" is not YYYY-MM-DD`,
  ].filter((problem) => problem !== false);
  if (wrong.length > 0) throw new Error(`[${construct.node.path}] acknowledgement of ${rule}: ${wrong.join("; ")}.`);
  construct.node.addMetadata(KEY, acknowledgement);
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
