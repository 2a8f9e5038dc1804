import type { ValueChange } from "../values";
import { access } from "./access";
import { backups } from "./backups";
import { balancers } from "./balancers";
import { buckets } from "./buckets";
import { caches } from "./caches";
import { common } from "./common";
import { containers } from "./containers";
import { databases } from "./databases";
import { attributeOf, goes } from "./directions";
import { edge } from "./edge";
import { charged, replaced, type End } from "./ends";
import { functions } from "./functions";
import { keys } from "./keys";
import { losses, type Loss } from "./losses";
import { lostGuards } from "./lost-guards";
import { lostServices } from "./lost-services";
import { network } from "./network";
import { records } from "./records";
import type { Row, Subject } from "./row";
import { tables } from "./tables";

export { attributeOf } from "./directions";
export { type End } from "./ends";
export { type Loss } from "./losses";
export { nounOf } from "./nouns";
export { type Row, type Subject } from "./row";

/** All that the review knows of attributes. */
export const rows: readonly Row[] = [
  ...databases,
  ...caches,
  ...tables,
  ...buckets,
  ...containers,
  ...balancers,
  ...network,
  ...access,
  ...keys,
  ...records,
  ...edge,
  ...functions,
  ...backups,
  ...common,
];

const byType = new Map<string, Row[]>();
for (const row of rows) for (const type of row.types) byType.set(type, [...(byType.get(type) ?? []), row]);

/** The first row that fits a change; undefined where nothing is known of it. */
export function rowFor(type: string, subject: Subject, change: ValueChange): Row | undefined {
  const attribute = attributeOf(change);
  const fits = (row: Row): boolean =>
    (attribute === row.attribute || attribute.startsWith(`${row.attribute}.`)) &&
    (typeof row.when === "string" ? goes(row.when, change) : row.when(subject, change));
  return byType.get(type)?.find(fits) ?? byType.get("*")?.find(fits);
}

const endsOf = (ends: readonly End[]): ReadonlyMap<string, End> =>
  new Map(ends.flatMap((end) => end.types.map((type) => [type, end] as const)));

export const lossOf: ReadonlyMap<string, Loss> = new Map(
  losses.flatMap((loss) => loss.types.map((type) => [type, loss] as const)),
);
export const destroyedOf = endsOf([...lostGuards, ...lostServices]);
export const replacedOf = endsOf(replaced);
export const chargedOf = endsOf(charged);
