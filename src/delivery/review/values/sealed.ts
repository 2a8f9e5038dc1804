export type Fields = Readonly<Record<string, unknown>>;

/** A sensitive value: two of them can be compared, and none can be read. */
export class Sealed {
  readonly #text: string;

  constructor(value: unknown) {
    this.#text = JSON.stringify(value) ?? "null";
  }

  equals(other: Sealed): boolean {
    return this.#text === other.#text;
  }

  toJSON(): string {
    return "(sensitive)";
  }
}

/** Shown for a value that only the apply brings. */
export const KNOWN_LATER = "(known after apply)";

/** Stands for a value that only the apply will tell. */
export const afterApply = Object.freeze({ toJSON: () => KNOWN_LATER });

/** The attributes of a value of a plan; none for what is no object. */
export function asRecord(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** Whether something is a plain object; what is sealed or unknown is none. */
export function isRecord(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return value !== afterApply && !(value instanceof Sealed);
}

/** A field of a record; names such as `constructor` are nobody's unless they are written there. */
export function own(record: Fields, name: string): unknown {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

/** Terraform tells no difference between what is null and what is not there. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Whether `true` stands anywhere in a tree of marks, as plans have them for sensitive and for unknown values. */
export function isMarked(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === "object" && marks !== null && Object.values(marks).some(isMarked);
}

/** The value with everything sealed that either tree of marks names: what was sensitive once stays so. */
export function sealed(value: unknown, marks: readonly unknown[]): unknown {
  const own = marks.filter(isMarked);
  if (own.length === 0 || value === undefined || value === null) return value;
  if (own.includes(true)) return new Sealed(value);
  // Marks that go deeper than the value do not fit it: rather too much is sealed than too little.
  if (!isRecord(value) && !Array.isArray(value)) return new Sealed(value);
  return mapped(value, (each, key) => sealed(each, own.map(at(key))));
}

/** The value with `afterApply` wherever the tree of marks says that it is not known yet. */
export function withUnknown(value: unknown, marks: unknown): unknown {
  if (marks === true) return afterApply;
  if (!isMarked(marks)) return value;
  if (Array.isArray(marks)) {
    const list = Array.isArray(value) ? value : [];
    return Array.from({ length: Math.max(list.length, marks.length) }, (_, n) => withUnknown(list[n], marks[n]));
  }
  const known = isRecord(value) ? value : {};
  const names = [...new Set([...Object.keys(known), ...Object.keys(marks as object)])];
  return Object.fromEntries(names.map((name) => [name, withUnknown(own(known, name), at(name)(marks))]));
}

/** The tree with `change` done to each value one step below. */
function mapped(value: object, change: (value: unknown, key: string | number) => unknown): unknown {
  if (Array.isArray(value)) return value.map(change);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, change(each, name)]));
}

function at(key: string | number): (marks: unknown) => unknown {
  return (marks) => {
    if (marks === true) return true;
    return typeof marks === "object" && marks !== null && Object.hasOwn(marks, key)
      ? (marks as Record<string | number, unknown>)[key]
      : undefined;
  };
}
