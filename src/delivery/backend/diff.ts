import type { Json, Part, Settings } from "./settings";

/** One setting of one part: as it is and as it should be. `found` and `expected` of a list-like setting hold only what differs. */
export interface Row {
  readonly part: Part["title"];
  readonly name: string;
  readonly setting: string;
  readonly fine: boolean;
  readonly expected: Json;
  /** Null when it is not set at all. */
  readonly found: Json;
}

/** Compares a part with what AWS has, one row a setting. A part that does not exist gives the one row `exists`. */
export function compare(part: Part, found: Settings | undefined): readonly Row[] {
  const row = { part: part.title, name: part.name };
  if (!found) return [{ ...row, setting: "exists", fine: false, expected: true, found: false }];
  return Object.entries(part.settings).map(([setting, expected]) => {
    const actual = found[setting] ?? null;
    // Whoever adds a tag of their own may keep it; any other addition (a statement, a rule) opens or expires something.
    const difference = differing(expected, actual, { additionsAreFine: setting === "tags" });
    if (!difference) return { ...row, setting, fine: true, expected, found: actual };
    return { ...row, setting, fine: false, ...difference };
  });
}

type Record_ = { readonly [key: string]: Json };

function differing(
  expected: Json,
  found: Json,
  rule: { additionsAreFine: boolean },
): { expected: Json; found: Json } | undefined {
  if (!isRecord(expected) || !isRecord(found)) return same(expected, found) ? undefined : { expected, found };
  const names = new Set([...Object.keys(expected), ...(rule.additionsAreFine ? [] : Object.keys(found))]);
  const wrong = [...names].filter((name) => !same(expected[name] ?? null, found[name] ?? null));
  return wrong.length === 0 ? undefined : { expected: only(expected, wrong), found: only(found, wrong) };
}

function only(record: Record_, names: readonly string[]): Record_ {
  return Object.fromEntries(names.map((name) => [name, record[name] ?? null]));
}

function isRecord(value: Json): value is Record_ {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function same(a: Json, b: Json): boolean {
  return canonical(a) === canonical(b);
}

/** AWS reorders lists and keys and writes a list of one as its element. */
function canonical(value: Json): string {
  if (Array.isArray(value)) {
    const items = value.map(canonical).sort();
    return items.length === 1 ? (items[0] as string) : `[${items.join(",")}]`;
  }
  if (!isRecord(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key] as Json)}`).join(",")}}`;
}
