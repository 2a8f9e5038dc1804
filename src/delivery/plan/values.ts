/** Whether `true` stands anywhere in a tree of marks, as plans have them for sensitive and for unknown values. */
export function isMarked(marks: unknown): boolean {
  if (marks === true) return true;
  return typeof marks === "object" && marks !== null && Object.values(marks).some(isMarked);
}

/** A value on one line, without what may not be read. */
export function shown(value: unknown, sensitive: boolean): string {
  if (sensitive) return "(sensitive)";
  if (value === undefined || value === null) return "(none)";
  if (typeof value === "object") return "(structure)";
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** The attributes of a value of a plan; none for what is no object. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
