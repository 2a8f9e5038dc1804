import * as z from "zod/mini";
import { suggest } from "../../../config/suggest";
import { isDate } from "../../../platform/acknowledge";
import { ruleIds } from "../rules";

/** One thing that one deployment's plans may do although a rule blocks it, until a day. */
export interface Waiver {
  /** Exactly as in the finding: one resource, or the deployment's name. No patterns. */
  readonly address: string;
  readonly rule: string;
  /** Why it is right, for a reviewer and an auditor; at least `shortestReason` characters. */
  readonly reason: string;
  /** Team or role that answers for it. */
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`. */
  readonly expires: string;
}

/** Less than this says nothing, as for acknowledgements of `estate scan`. */
export const shortestReason = 20;

const text = (allowed: string, isAllowed: (value: string) => boolean) =>
  z.string().check(z.refine((value: string) => isAllowed(value), { error: allowed }));

/** Allowed values stand in the messages. */
const entry = z.strictObject({
  address: text(
    "an address as the review prints it, without patterns",
    (value) => /^\S+$/.test(value) && !value.includes("*"),
  ),
  rule: text("a rule of docs/plan-gate.md", (value) => ruleIds.includes(value)),
  reason: text(
    `at least ${shortestReason} characters that say why it is right`,
    (value) => value.trim().length >= shortestReason,
  ),
  owner: text("the team or role that answers for it", (value) => value.trim() !== ""),
  expires: text("a day, YYYY-MM-DD", isDate),
});
const settings = Object.keys(entry.shape);

/** What stands in a waiver file, and everything that is wrong with it; both empty for an empty list. */
export interface ReadWaivers {
  readonly waivers: readonly Waiver[];
  readonly problems: readonly string[];
}

/** Reads what a waiver file holds. Pure; reports every problem at once, and then no waiver. */
export function readEntries(content: unknown): ReadWaivers {
  const { data = [], error } = z.array(entry).safeParse(content);
  const problems = [...(error?.issues ?? []).flatMap((issue) => describe(issue, content)), ...repeated(data)];
  return problems.length > 0 ? { waivers: [], problems } : { waivers: data, problems };
}

function describe(issue: z.core.$ZodIssue, content: unknown): readonly string[] {
  if (issue.path.length === 0) return ["the file must hold a list of waivers, [] when there are none"];
  const [index, name] = issue.path;
  const at = `entry ${Number(index) + 1}`;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map(
      (key) => `${at}: ${key} is no setting of a waiver${meant(key, settings)}. Allowed: ${settings.join(", ")}`,
    );
  const value = (content as readonly Record<string, unknown>[])[Number(index)]?.[String(name)];
  if (name === undefined) return [`${at} must be an object with ${settings.join(", ")}`];
  if (value === undefined) return [`${at}: ${String(name)} is missing`];
  const allowed = issue.code === "invalid_type" ? "text" : issue.message;
  const hint = name === "rule" && typeof value === "string" ? meant(value, ruleIds) : "";
  return [`${at}: ${String(name)} = ${JSON.stringify(value)}${hint}. Allowed: ${allowed}`];
}

function repeated(waivers: readonly Waiver[]): readonly string[] {
  const keys = waivers.map(({ address, rule }) => `${rule} on ${address}`);
  return [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))].map(
    (key) => `${key} stands there twice`,
  );
}

/** A guess at what was meant, to be put behind the wrong word. */
export function meant(typed: string, known: readonly string[]): string {
  const guess = suggest(typed, known);
  return guess === undefined ? "" : ` (did you mean ${guess}?)`;
}
