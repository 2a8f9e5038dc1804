import { shown } from "../review/values";
import type { ResourceChange } from "../terraform";
import { fateOf, isMarkedAt, valueAt } from "./plan-view";

/** A setting that protects, wherever it stands. */
export interface Setting {
  /** Such as `point_in_time_recovery.0.enabled`. */
  readonly path: string;
  /** Types that have it. @default every type that does */
  readonly types?: readonly string[];
  /** Whether the change lowers the protection. */
  readonly lowered: (before: unknown, after: unknown) => boolean;
  /** What it must be taken for while nobody knows it. */
  readonly worst: unknown;
}

/** A switch that stays on. */
export function staysOn(path: string, types?: readonly string[]): Setting {
  return { path, types, lowered: (before, after) => isOn(before) && !isOn(after), worst: undefined };
}

/** A switch that stays off. */
export function staysOff(path: string, types?: readonly string[]): Setting {
  return { path, types, lowered: (before, after) => !isOn(before) && isOn(after), worst: true };
}

/** A number that does not fall; no number at all is nothing. */
export function doesNotFall(path: string, types?: readonly string[]): Setting {
  const number = (value: unknown): number => Number(value ?? 0);
  return { path, types, lowered: (before, after) => number(after) < number(before), worst: undefined };
}

/** A number of days that does not fall, where 0 or none is for ever. */
export function daysOrForever(path: string, types?: readonly string[]): Setting {
  const days = (value: unknown): number => Number(value ?? 0) || Infinity;
  return { path, types, lowered: (before, after) => days(after) < days(before), worst: 1 };
}

/** A value that stays once it is set. */
export function staysTheSame(path: string, types?: readonly string[]): Setting {
  return { path, types, lowered: (before, after) => isSet(before) && before !== after, worst: undefined };
}

/** A setting that is not taken away once it is there; which value it has is free. */
export function staysSet(path: string, types?: readonly string[]): Setting {
  return { path, types, lowered: (before, after) => isSet(before) && !isSet(after), worst: "known after apply" };
}

/** A word that, once it is one of the strict ones, stays one of them. */
export function staysAmong(strict: readonly string[], path: string, types?: readonly string[]): Setting {
  const isStrict = (value: unknown): boolean => strict.includes(String(value));
  return { path, types, lowered: (before, after) => isStrict(before) && !isStrict(after), worst: undefined };
}

/** The settings that the plan lowers on something that exists, such as `deletion_protection true -> false`. */
export function loweredSettings(resource: ResourceChange, settings: readonly Setting[]): readonly string[] {
  const fate = fateOf(resource);
  if (fate !== "update" && fate !== "replace") return [];
  return settings.filter((setting) => isLowered(setting, resource)).map(({ path }) => inWords(resource, path));
}

/**
 * A value that is known only after the apply cannot be shown to be kept, so an update to one counts as lowered. A
 * replacement does not: what AWS computes is unknown again for anything new, and whatever holds data may not be replaced.
 */
function isLowered({ path, types, lowered, worst }: Setting, resource: ResourceChange): boolean {
  const { type, change } = resource;
  if (types && !types.includes(type)) return false;
  const before = valueAt(change.before, path);
  if (isMarkedAt(change.after_unknown, path)) return fateOf(resource) === "update" && lowered(before, worst);
  const after = valueAt(change.after, path);
  return before !== after && lowered(before, after);
}

function inWords({ change }: ResourceChange, path: string): string {
  const before = shown(valueAt(change.before, path), isMarkedAt(change.before_sensitive, path));
  const after = isMarkedAt(change.after_unknown, path)
    ? "(known after apply)"
    : shown(valueAt(change.after, path), isMarkedAt(change.after_sensitive, path));
  return `${withoutIndexes(path)} ${before} -> ${after}`;
}

function withoutIndexes(path: string): string {
  return path.replaceAll(/\.\d+(?=\.|$)/g, "");
}

const onWords: ReadonlySet<unknown> = new Set([true, "true", "Enabled", "ENABLED", "ACTIVE", "ON"]);

function isOn(value: unknown): boolean {
  return onWords.has(value);
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null && value !== "" && value !== false;
}
