import { afterApply, isAbsent, isRecord, own, Sealed, type Fields } from "./sealed";

/** One value that changes, by its place: `container_definitions`, `[api]`, `image`. */
export interface ValueChange {
  /** Names of fields, and in brackets which element of a list. */
  readonly path: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
}

/** What elements of lists are told apart by, the first of these that they have. */
const IDENTITIES = ["name", "Name", "Sid", "sid", "id", "rule_name", "identifier", "key", "origin_id", "path_pattern"];

/**
 * The values by which two trees differ. JSON documents are compared by what they say, lists by which elements they hold.
 * What is empty and what is not there are the same to Terraform, and here.
 */
export function differences(path: readonly string[], before: unknown, after: unknown): readonly ValueChange[] {
  if (isSame(before, after)) return [];
  const [from, to] = documents(before, after);
  if (isSame(from, to)) return [{ path, before, after }]; // the same document, written otherwise
  if (areBoth(isRecord, from, to)) {
    const [old, fresh] = [from, to].map((side) => (isRecord(side) ? side : {})) as [Fields, Fields];
    const names = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].sort();
    return names.flatMap((name) => differences([...path, name], own(old, name), own(fresh, name)));
  }
  if (areBoth(isList, from, to)) return listDifferences(path, isList(from) ? from : [], isList(to) ? to : []);
  return isEmpty(from) && isEmpty(to) ? [] : [{ path, before: from, after: to }];
}

function listDifferences(
  path: readonly string[],
  before: readonly unknown[],
  after: readonly unknown[],
): readonly ValueChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  if (gone.length === 0 && come.length === 0) return [{ path, before, after }]; // another order
  if (![...gone, ...come].every(isRecord))
    return paired(gone, come).map(([from, to]) => ({ path, before: from, after: to }));
  return paired(gone, come).flatMap(([from, to]) => {
    const label = identityOf(to) ?? identityOf(from) ?? String(isAbsent(to) ? before.indexOf(from) : after.indexOf(to));
    const place = [...path, `[${label}]`];
    const found = differences(place, from, to);
    return found.length > 0 ? found : [{ path: place, before: from, after: to }]; // a block without contents says something too
  });
}

/** Elements of `list` that `others` does not hold as well, as often. */
function without(list: readonly unknown[], others: readonly unknown[]): readonly unknown[] {
  const left = [...others];
  return list.filter((each) => {
    const index = left.findIndex((other) => isSame(each, other));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Elements with the same identity, then the rest in order; what has no counterpart stands alone. */
function paired(gone: readonly unknown[], come: readonly unknown[]): readonly (readonly [unknown, unknown])[] {
  const left = [...gone];
  const take = (index: number): unknown => (index < 0 ? undefined : left.splice(index, 1)[0]);
  const matched = come.map((to) => {
    const identity = identityOf(to);
    return [identity === undefined ? undefined : take(left.findIndex((from) => identityOf(from) === identity)), to];
  });
  const named = matched.map(([from, to]): readonly [unknown, unknown] => {
    const isNew = from === undefined && identityOf(to) !== undefined;
    return [from ?? (isNew ? undefined : take(left.length > 0 ? 0 : -1)), to];
  });
  return [...named, ...left.map((from) => [from, undefined] as const)];
}

function identityOf(element: unknown): string | undefined {
  if (!isRecord(element)) return undefined;
  const value = IDENTITIES.map((name) => own(element, name)).find((each) => typeof each === "string" && each !== "");
  return value as string | undefined;
}

/** Two texts as what they say, where both (or the only one) are JSON documents. */
function documents(before: unknown, after: unknown): readonly [unknown, unknown] {
  const [from, to] = [documentOf(before), documentOf(after)];
  const isPair = (from !== undefined || isEmpty(before)) && (to !== undefined || isEmpty(after));
  return isPair && (from ?? to) !== undefined ? [from, to] : [before, after];
}

/** The object or list that a text holds as JSON. */
export function documentOf(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[{[]/.test(value)) return undefined;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return undefined; // text that only begins like JSON
  }
}

/** Whether both are of a kind, one of them perhaps absent. */
function areBoth(isKind: (value: unknown) => boolean, before: unknown, after: unknown): boolean {
  return [before, after].some(isKind) && [before, after].every((side) => isKind(side) || isEmpty(side));
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

export function isEmpty(value: unknown): boolean {
  return isAbsent(value) || value === "" || (Array.isArray(value) && value.length === 0);
}

/** Equal by contents; absent fields are as good as null. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b || (isAbsent(a) && isAbsent(b))) return true;
  if (a === afterApply || b === afterApply) return false;
  if (a instanceof Sealed || b instanceof Sealed) return a instanceof Sealed && b instanceof Sealed && a.equals(b);
  if (isList(a) && isList(b)) return a.length === b.length && a.every((each, index) => isSame(each, b[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  return (
    Object.entries(a).every(([name, value]) => isSame(value, own(b, name))) &&
    Object.entries(b).every(([name, value]) => isAbsent(value) || Object.hasOwn(a, name))
  );
}
