import type { Leaf } from "../configured";
import { access } from "./access";
import { audit } from "./audit";
import { encryption } from "./encryption";
import { availability, cosmetic, cost } from "./operation";
import { protection } from "./protection";
import { driftClasses, type Consequence, type DriftClass, type Row } from "./row";

export { paragraphs, type Paragraph } from "./hipaa";
export { consequenceOfLoss } from "./missing";
export { driftClasses, type Consequence, type DriftClass } from "./row";

/** Every row, in the order in which they are asked. */
export const table: readonly Row[] = [
  ...cosmetic,
  ...encryption,
  ...audit,
  ...protection,
  ...cost,
  ...access,
  ...availability,
];

const unjudged: Consequence = {
  drift: "unjudged",
  says: "no rule knows what this does: read both values",
  controls: [],
};

/** What it means that a value differs. `unjudged` where the table has no row for it, so that nothing passes as harmless. Pure. */
export function consequenceOf(
  type: string,
  path: string,
  before: Leaf | undefined,
  after: Leaf | undefined,
): Consequence {
  const { drift, says, controls } = rowOf(type, path, before, after) ?? unjudged;
  return { drift, says, controls };
}

/** The row that decides. */
export function rowOf(type: string, path: string, before: Leaf | undefined, after: Leaf | undefined): Row | undefined {
  return table.find(
    (row) => (row.type === "*" || row.type === type) && fits(row.path, path) && row.when(before, after),
  );
}

/** The worst of several. */
export function worst(classes: readonly DriftClass[]): DriftClass {
  return driftClasses.find((each) => classes.includes(each)) ?? "cosmetic";
}

/** Whether drift of that class takes away what guards health data. */
export function lowersProtection(drift: DriftClass): boolean {
  return driftClasses.indexOf(drift) <= driftClasses.indexOf("protection-lowered");
}

const patterns = new Map<string, RegExp>();

function fits(pattern: string, path: string): boolean {
  const known = patterns.get(pattern) ?? new RegExp(`^${pattern.split("*").map(literal).join(".*")}$`);
  patterns.set(pattern, known);
  return known.test(path);
}

const literal = (text: string): string => text.replace(/[.[\]$^()+?{}|\\]/g, "\\$&");
