import { createHash } from "node:crypto";
import type { Change, PlanJson } from "../terraform";
import { isMarked } from "../review/values";

/**
 * What a plan would change, as hashes: enough to tell whether another plan does the same, and nothing more. What no plan
 * can decide is left out (values that nothing changes), and so are sensitive values: whoever has the hashes learns no secret.
 */
export interface PlanFingerprint {
  /** SHA-256 of all the others. */
  readonly whole: string;
  /** SHA-256 of what happens, by address; outputs by `output.<name>`. */
  readonly changes: Readonly<Record<string, string>>;
}

/** Pure; the order of the plan's entries does not matter. */
export function fingerprintOf({
  resource_changes: resources = [],
  output_changes: outputs = {},
}: PlanJson): PlanFingerprint {
  const changes = [
    ...resources
      .filter(
        ({ mode, change, previous_address: from }) => mode === "managed" && (acts(change) || from || change.importing),
      )
      .map(({ address, previous_address: from, change }) => [address, hash([from, change.importing, effect(change)])]),
    ...Object.entries(outputs)
      .filter(([, change]) => acts(change))
      .map(([name, change]) => [
        `output.${name}`,
        hash(effect({ ...change, before: { value: change.before }, after: { value: change.after } })),
      ]),
  ].sort(([a], [b]) => (a! < b! ? -1 : 1)) as [string, string][];
  return { whole: hash(changes), changes: Object.fromEntries(changes) };
}

/** What a plan does otherwise than the one that was reviewed, in words; empty when it does the same. Pure. */
export function differencesBetween(reviewed: PlanFingerprint, now: PlanFingerprint): readonly string[] {
  const addresses = [...new Set([...Object.keys(reviewed.changes), ...Object.keys(now.changes)])].sort();
  return addresses.flatMap((address) => {
    const [before, after] = [reviewed.changes[address], now.changes[address]];
    if (before === after) return [];
    if (before === undefined) return [`${address} would change; in the reviewed plan it did not`];
    if (after === undefined) return [`${address} would not change any more`];
    return [`${address} would change otherwise than in the reviewed plan`];
  });
}

const acts = ({ actions }: Change): boolean => !actions.every((action) => action === "no-op" || action === "read");

/** Actions, and each attribute that changes with its values before and after. */
function effect({
  actions,
  before,
  after,
  after_unknown: unknown,
  replace_paths: forcing = [],
  ...marks
}: Change): unknown {
  const [old, next, open, ...sensitive] = [before, after, unknown, marks.before_sensitive, marks.after_sensitive].map(
    asRecord,
  );
  const names = [...new Set([...Object.keys(old!), ...Object.keys(next!), ...Object.keys(open!)])].sort();
  const shown = (values: Values, name: string): unknown =>
    sensitive.some((mark) => isMarked(mark[name])) || sensitive.some((mark) => mark[""] === true)
      ? "(sensitive)"
      : (values[name] ?? null);
  const attributes = names
    .map((name) => [name, shown(old!, name), shown(next!, name), isMarked(open![name])])
    .filter(([, was, will, isOpen]) => isOpen || canonical(was) !== canonical(will));
  return [actions, forcing, attributes];
}

type Values = Readonly<Record<string, unknown>>;

/** `true` marks a whole resource or output: it is kept under the empty name, which no attribute has. */
function asRecord(value: unknown): Values {
  if (value === true) return { "": true };
  return typeof value === "object" && value !== null ? (value as Values) : {};
}

function hash(value: unknown): string {
  return createHash("sha256").update(canonical(value)).digest("hex");
}

/** JSON with names in order. */
function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_name, each: unknown) =>
      typeof each === "object" && each !== null && !Array.isArray(each)
        ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
        : each,
    ) ?? "null"
  );
}
