import { afterApply, isEmpty, isRecord, Sealed, type Fields, type ValueChange } from "../values";

const ON = new Set<unknown>([true, "true", "Enabled", "ENABLED", "ACTIVE", "ON"]);
const isOn = (value: unknown): boolean => ON.has(value);
const isKnown = (value: unknown): boolean => value !== afterApply && !(value instanceof Sealed);
const number = (value: unknown): number => (isEmpty(value) || typeof value === "boolean" ? Number.NaN : Number(value));
const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);
const isWorld = (value: unknown): boolean => value === "0.0.0.0/0" || value === "::/0";

/** Ways in which a value changes; none of them where a side cannot be read. */
const directions = {
  any: () => true,
  lowered: ({ before, after }: ValueChange) => number(after) < number(before),
  raised: ({ before, after }: ValueChange) => number(after) > number(before),
  "switched-on": ({ before, after }: ValueChange) => isKnown(before) && !isOn(before) && isOn(after),
  "switched-off": ({ before, after }: ValueChange) => isOn(before) && isKnown(after) && !isOn(after),
  removed: ({ before, after }: ValueChange) => !isEmpty(before) && isEmpty(after),
  added: ({ before, after }: ValueChange) => isEmpty(before) && !isEmpty(after),
  "opened-to-the-world": ({ before, after }: ValueChange) =>
    listed(after).some(isWorld) && !listed(before).some(isWorld),
} as const;

export type Direction = keyof typeof directions;

/** Whether a value changes in that direction. */
export function goes(direction: Direction, change: ValueChange): boolean {
  return directions[direction](change);
}

/** The place of a change without which element of a list it is. */
export function attributeOf({ path }: ValueChange): string {
  return path.filter((part) => !part.startsWith("[")).join(".");
}

/** A number of days as people say it. */
export function days(value: unknown): string {
  const count = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
  if (Number.isNaN(count)) return "an unknown number of days";
  return count === 1 ? "1 day" : `${count} days`;
}

/** A field of a resource, or of the first element of one of its blocks: `versioning_configuration.status`. */
export function field(fields: Fields, path: string): unknown {
  let value: unknown = fields;
  for (const name of path.split(".")) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    value = isRecord(first) ? first[name] : undefined;
  }
  return value;
}

/** A predicate: the value becomes one of these, and was none of them. */
export function becomes(...values: readonly unknown[]) {
  return (_subject: unknown, { before, after }: ValueChange): boolean =>
    values.includes(after) && !values.includes(before);
}

/** A predicate: the value was one of these, and will be none of them. */
export function leaves(...values: readonly unknown[]) {
  return (_subject: unknown, { before, after }: ValueChange): boolean =>
    values.includes(before) && isKnown(after) && !values.includes(after);
}
