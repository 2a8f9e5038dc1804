import { refuseProblems, Refusal, type ApiEvent, type FieldProblem } from "../http";
import type { Caller } from "../identity";
import { isUlid } from "./ulid";

const DEFAULT_LIMIT = 25;
const MAX_LIMIT = 100;
/** Cognito's `sub`, as far as its form is promised. */
const OWNER = /^[\w-]{1,64}$/;

/** One page of a list. */
export interface Page {
  readonly limit: number;
  /** Id of the last item of the page before. @default the first page */
  readonly after?: string;
}

const rules: Readonly<Record<string, { allowed: string; holds: (value: string) => boolean }>> = {
  limit: {
    allowed: `a whole number from 1 to ${MAX_LIMIT}`,
    holds: (value) => /^\d{1,3}$/.test(value) && Number(value) >= 1 && Number(value) <= MAX_LIMIT,
  },
  next: { allowed: "what the page before answered as next", holds: (value) => cursor(value) !== undefined },
  owner: { allowed: "the id of a person", holds: (value) => OWNER.test(value) },
};

/** The query's parameters that the route takes, each at most once. @throws Refusal 400 */
export function checkedQuery<K extends string>(event: ApiEvent, taken: readonly K[]): Partial<Record<K, string>> {
  const sent = Object.entries(event.queryStringParameters ?? {}).filter(([, value]) => value !== undefined);
  const unknown = sent.filter(([name]) => !taken.some((each) => each === name));
  const repeated = taken.filter((name) => (event.multiValueQueryStringParameters?.[name]?.length ?? 1) > 1);
  const values = Object.fromEntries(sent) as Partial<Record<K, string>>;
  const broken = taken.filter((name) => values[name] !== undefined && !rules[name]!.holds(values[name]));
  refuseProblems([
    ...(unknown.length > 0 ? [unknownParameters(unknown.length, taken)] : []),
    ...repeated.map((field) => problem(field, "stands several times", "one value")),
    ...broken.map((field) => problem(field, "is not allowed", rules[field]!.allowed)),
  ]);
  return values;
}

/** Whose items are asked for: one's own, or for an admin anybody's. @throws Refusal 403 // 164.312(a)(1) */
export function ownerOf(caller: Caller, asked: string | undefined): string {
  if (asked === undefined || asked === caller.id) return caller.id;
  if (!caller.isAdmin) throw new Refusal(403, "forbidden");
  return asked;
}

export function pageOf({ limit, next }: { readonly limit?: string; readonly next?: string }): Page {
  const after = next === undefined ? undefined : cursor(next);
  return { limit: limit === undefined ? DEFAULT_LIMIT : Number(limit), ...(after !== undefined && { after }) };
}

/** What `next` is answered with: opaque, so that nobody builds on it. */
export function nextOf(id: string): string {
  return Buffer.from(id).toString("base64url");
}

function cursor(next: string): string | undefined {
  const id = Buffer.from(next, "base64url").toString("utf8");
  return isUlid(id) ? id : undefined;
}

function unknownParameters(count: number, taken: readonly string[]): FieldProblem {
  return problem("", `has ${count} unknown parameter(s)`, taken.join(", ") || "none");
}

function problem(field: string, what: string, allowed: string): FieldProblem {
  return { in: "query", field, what, allowed };
}
