/** A value in each environment, by the environment's name. */
export type Values = Readonly<Record<string, unknown>>;

/** One place where values differ. */
export interface Found {
  /** Such as `network.nat.gateways` or `rule[0].name`; empty for the values themselves. */
  readonly path: string;
  readonly values: Values;
  /** The pairs of environments between which they differ, such as `dev/production`. */
  readonly apart: readonly string[];
}

/** Whether a value of one environment and a value of another mean the same. */
export type Same = (one: string, value: unknown, other: string, otherValue: unknown) => boolean;

/**
 * Every place where the values differ: as deep as they have one shape. Text that holds JSON counts as what it holds;
 * lists of different lengths differ as a whole. A path calls an item by its name where it has one.
 */
export function differ(values: Values, same: Same, path = ""): readonly Found[] {
  const read = mapValues(values, parsed);
  const steps = stepsInto(Object.values(read));
  if (steps.length > 0)
    return steps.flatMap(([step, name]) =>
      differ(
        mapValues(read, (value) => (value as Values | undefined)?.[step]),
        same,
        below(path, name),
      ),
    );
  const apart = pairs(Object.keys(read)).filter(([one, other]) => !same(one, read[one], other, read[other]));
  return apart.length > 0 ? [{ path, values: read, apart: apart.map((pair) => pair.join("/")) }] : [];
}

/** `mapValues({ dev: 1 }, double)` is `{ dev: 2 }`. */
export function mapValues<T>(
  values: Readonly<Record<string, T>>,
  change: (value: T, environment: string) => unknown,
): Values {
  return Object.fromEntries(
    Object.entries(values).map(([environment, value]) => [environment, change(value, environment)]),
  );
}

/** The keys or indexes that the values can be compared by, each with how it is written in a path. */
function stepsInto(values: readonly unknown[]): readonly (readonly [string, string])[] {
  if (values.some(isObject) && values.every((value) => isObject(value) || value === undefined))
    return [...new Set(values.flatMap((value) => Object.keys(value ?? {})))].map((key) => [key, key]);
  const lists = values.filter(Array.isArray) as readonly unknown[][];
  const alike = lists.length === values.length && lists.every(({ length }) => length === lists[0]!.length);
  if (!alike || !lists.flat().some((item) => isObject(item) || Array.isArray(item))) return [];
  return lists[0]!.map((_, index) => {
    const names = new Set(lists.map((list) => nameOf(list[index])));
    const [name = index] = names.size === 1 ? names : [];
    return [String(index), `[${name}]`];
  });
}

/** What a container calls its variables, a table its columns and a dashboard its widgets. */
function nameOf(item: unknown): string | undefined {
  const { name, properties } = (isObject(item) ? item : {}) as {
    name?: string;
    properties?: { title?: string };
  };
  return name ?? properties?.title;
}

function below(path: string, name: string): string {
  return path === "" || name.startsWith("[") ? path + name : `${path}.${name}`;
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !/^[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function pairs(names: readonly string[]): readonly (readonly [string, string])[] {
  return names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const));
}
