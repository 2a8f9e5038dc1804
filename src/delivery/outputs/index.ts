import { suggest } from "../../config/suggest";
import { Failure } from "../failure";
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

/**
 * One value for a command line: `vpc_id`, or `bucket_names.backups` for what is inside a map. Pure.
 *
 * @throws Failure when there is no such output, or it is hidden
 */
export function pickOutput(outputs: Readonly<Record<string, unknown>>, path: string): string {
  const [name = "", ...keys] = path.split(".");
  const value = keys.reduce(inside, inside(outputs, name));
  if (value === hidden) {
    throw new Failure(`The output ${name} is sensitive.`, { fix: "Add --show-sensitive, where nobody looks on." });
  }
  if (value !== undefined) return text(value);
  const meant = suggest(name, Object.keys(outputs));
  throw new Failure(`There is no output ${path}${meant && meant !== name ? `: did you mean ${meant}?` : "."}`, {
    fix: "Without a name the command lists all outputs; none means that the deployment is not there.",
  });
}

function inside(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

const text = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** One output a line; structures as JSON. */
export function renderOutputs(outputs: Readonly<Record<string, unknown>>): string {
  const width = Math.max(0, ...Object.keys(outputs).map((name) => name.length));
  return Object.entries(outputs)
    .map(([name, value]) => `${name.padEnd(width)}  ${text(value)}`)
    .join("\n");
}
