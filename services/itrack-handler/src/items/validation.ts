import { refuseProblems, Refusal, type ApiEvent, type FieldProblem } from "../http";
import { STATUSES, type ItemContent } from "./item";
import { isUlid } from "./ulid";

/** The web ACL looks at no more of a body. */
export const MAX_BODY_BYTES = 8192;
const MAX_TITLE = 200;
const MAX_DETAILS = 4000;
/** 2100-01-01: later than that somebody has sent milliseconds. */
const LATEST_EXPIRY = 4_102_444_800;

/** What a value must be: a test, and the words for it. Absent values are tested too, as undefined. */
interface Rule {
  readonly allowed: string;
  readonly holds: (value: unknown, now: Date) => boolean;
}
type Rules = Readonly<Record<string, Rule>>;

const optional = ({ allowed, holds }: Rule): Rule => ({
  allowed,
  holds: (value, now) => value === undefined || holds(value, now),
});
const text = (min: number, max: number): Rule => ({
  allowed: `a text of ${min}-${max} characters`,
  holds: (value) => typeof value === "string" && value.trim().length >= min && value.length <= max,
});
const contentRules: Rules = {
  title: text(1, MAX_TITLE),
  details: optional(text(0, MAX_DETAILS)),
  status: optional({ allowed: STATUSES.join(" or "), holds: (value) => STATUSES.some((status) => status === value) }),
  expiresAt: optional({
    allowed: "whole seconds since 1970, in the future and before 2100",
    holds: (value, now) =>
      Number.isInteger(value) && Number(value) > now.getTime() / 1000 && Number(value) < LATEST_EXPIRY,
  }),
};
const version: Rule = {
  allowed: "the whole number that the item was last answered with",
  holds: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
};

/** @throws Refusal 400 or 413 */
export function newContent(event: ApiEvent, now: Date): ItemContent {
  return contentOf(checkedBody(event, contentRules, now));
}

/** The whole content anew, and the version that it replaces. @throws Refusal 400 or 413 */
export function changedContent(event: ApiEvent, now: Date): { content: ItemContent; version: number } {
  const body = checkedBody(event, { ...contentRules, version }, now);
  return { content: contentOf(body), version: Number(body.version) };
}

/** @throws Refusal 404: what cannot be an id is none */
export function itemId(text: string): string {
  if (!isUlid(text)) throw new Refusal(404, "not_found");
  return text;
}

function contentOf({ title, details, status = "open", expiresAt }: Readonly<Record<string, unknown>>): ItemContent {
  return {
    title: String(title),
    status: status as ItemContent["status"],
    ...(details !== undefined && { details: String(details) }),
    ...(expiresAt !== undefined && { expiresAt: Number(expiresAt) }),
  };
}

function checkedBody(event: ApiEvent, rules: Rules, now: Date): Readonly<Record<string, unknown>> {
  const body = parsed(event);
  refuseProblems([...unknownFields(body, rules), ...brokenRules(body, rules, now)]);
  return body;
}

function parsed({ body, isBase64Encoded = false }: ApiEvent): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(body ?? "", isBase64Encoded ? "base64" : "utf8");
  if (bytes.length > MAX_BODY_BYTES) throw new Refusal(413, "request_too_large");
  try {
    const value: unknown = JSON.parse(bytes.toString("utf8"));
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Not JSON: refused like JSON that is no object.
  }
  throw new Refusal(400, "invalid_request", {
    fields: [{ in: "body", field: "", what: "is no JSON object", allowed: "one JSON object" }],
  });
}

/** Not named in the answer: what somebody sent as a field's name may be a patient's. */
function unknownFields(body: object, rules: Rules): FieldProblem[] {
  const allowed = Object.keys(rules);
  const unknown = Object.keys(body).filter((field) => !allowed.includes(field));
  if (unknown.length === 0) return [];
  return [{ in: "body", field: "", what: `has ${unknown.length} unknown field(s)`, allowed: allowed.join(", ") }];
}

function brokenRules(body: Readonly<Record<string, unknown>>, rules: Rules, now: Date): FieldProblem[] {
  return Object.entries(rules)
    .filter(([field, rule]) => !rule.holds(Object.hasOwn(body, field) ? body[field] : undefined, now))
    .map(([field, { allowed }]) => ({
      in: "body",
      field,
      what: Object.hasOwn(body, field) ? "is not allowed" : "is missing",
      allowed,
    }));
}
