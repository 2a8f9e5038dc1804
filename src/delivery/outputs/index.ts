import type { OutputValue } from "../terraform";

/** Stands for a sensitive value. */
export const hidden = "(sensitive; --show-sensitive prints it)";

/** Output values by name; sensitive ones replaced unless asked for. Pure. */
export function visibleOutputs(
  outputs: Readonly<Record<string, OutputValue>>,
  showSensitive: boolean,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(outputs)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, { sensitive, value }]) => [name, sensitive && !showSensitive ? hidden : value]),
  );
}

/** One output a line; structures as JSON. */
export function renderOutputs(outputs: Readonly<Record<string, unknown>>): string {
  const width = Math.max(0, ...Object.keys(outputs).map((name) => name.length));
  const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(outputs)
    .map(([name, value]) => `${name.padEnd(width)}  ${text(value)}`)
    .join("\n");
}
