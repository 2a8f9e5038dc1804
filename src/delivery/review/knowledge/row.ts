import type { Rank } from "../ranks";
import type { Fields, ValueChange } from "../values";
import type { Direction } from "./directions";

/** The resource around a change; values as `differences` has them. Either is empty where there is none. */
export interface Subject {
  readonly before: Fields;
  readonly after: Fields;
}

/** Plain words that end a sentence, perhaps depending on the resource. */
export type Words = string | ((subject: Subject, change: ValueChange) => string);

export type When = Direction | ((subject: Subject, change: ValueChange) => boolean);

/** What it means that an attribute of some types changes in place, or is created so. */
export interface Row {
  readonly types: readonly string[];
  /** Names with dots, elements of lists left out; whatever stands below is meant too: `rule.action`. */
  readonly attribute: string;
  /** Which change of it. */
  readonly when: When;
  readonly rank: Rank;
  readonly means: Words;
  /** What to do about it. */
  readonly fix?: string;
  /** Where AWS says so. */
  readonly source: string;
}

/** One line of a table: attribute, which change of it, rank, what it means, what to do. */
export type Line = readonly [attribute: string, when: When, rank: Rank, means: Words, fix?: string];

/** The rows of some types. Of an attribute the first row that fits counts, so special cases stand before the general one. */
export function rowsOf(types: readonly string[], source: string, lines: readonly Line[]): readonly Row[] {
  return lines.map(([attribute, when, rank, means, fix]) => ({ types, attribute, when, rank, means, fix, source }));
}
