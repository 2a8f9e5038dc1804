import type { Leaf } from "../configured";
import type { Paragraph } from "./hipaa";

/** What drift does, the worst first. */
export const driftClasses = [
  "data-lost",
  "encryption-off",
  "access-opened",
  "audit-off",
  "protection-lowered",
  "availability",
  "unjudged",
  "cost",
  "cosmetic",
] as const;
export type DriftClass = (typeof driftClasses)[number];

/** What one changed value, or one lost resource, means. */
export interface Consequence {
  readonly drift: DriftClass;
  /** Paragraphs of HIPAA's Security Rule that the setting answers; empty where none asks for it. */
  readonly controls: readonly Paragraph[];
  /** What happened, without a full stop. */
  readonly says: string;
}

/** A value as the state has it and as AWS has it; `undefined` where there is none. */
export type When = (before: Leaf | undefined, after: Leaf | undefined) => boolean;

/** One line of the table. The first that fits decides. */
export interface Row extends Consequence {
  /** A Terraform type; `*` fits all. */
  readonly type: string;
  /** Place of the value; `*` stands for anything. */
  readonly path: string;
  readonly when: When;
}

type Line = readonly [
  types: string | readonly string[],
  paths: string | readonly string[],
  when: When,
  says: string,
  ...controls: Paragraph[],
];

/** Lines of one class; several types or paths on a line are a row each. */
export function rows(drift: DriftClass, lines: readonly Line[]): readonly Row[] {
  return lines.flatMap(([types, paths, when, says, ...controls]) =>
    [types].flat().flatMap((type) => [paths].flat().map((path) => ({ drift, type, path, when, says, controls }))),
  );
}
