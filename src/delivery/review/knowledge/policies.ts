import { documentOf, isRecord, type Fields } from "../values";
import type { Line } from "./row";

/**
 * What a policy document newly allows to anybody, or without limits, in words. A statement that denies opens nothing, and a
 * condition limits whom it allows. In a resource's own policy every action is meant for its owner; in an identity's it is all.
 */
export function openings(before: unknown, after: unknown): readonly string[] {
  const old = new Set(statements(before).flatMap(opens));
  return [...new Set(statements(after).flatMap(opens))].filter((opening) => !old.has(opening));
}

function opens(statement: Fields): readonly string[] {
  if (statement.Effect !== "Allow") return [];
  const actions = listed(statement.Action).filter(isText);
  if ("NotPrincipal" in statement) return ["everybody but those it names"];
  if ("Principal" in statement) {
    return isAnybody(statement.Principal) && !("Condition" in statement) ? [`anybody (${actions.join(", ")})`] : [];
  }
  const wide = actions.filter((action) => /^(\*|[\w-]+:\*)$/.test(action)).map((action) => `every action (${action})`);
  return "NotAction" in statement ? [...wide, "every action but those it names"] : wide;
}

function isAnybody(principal: unknown): boolean {
  return principal === "*" || (isRecord(principal) && listed(principal.AWS).includes("*"));
}

function statements(policy: unknown): readonly Fields[] {
  const document = documentOf(policy);
  return isRecord(document) ? listed(document.Statement).filter(isRecord) : [];
}

function listed(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

/** The two lines of an attribute that is a policy document: what it opens, and any other change of it. */
export function policyLines(attribute: string, changed: string): readonly Line[] {
  const found = ({ before, after }: { before: Fields; after: Fields }): readonly string[] =>
    openings(before[attribute], after[attribute]);
  return [
    [
      attribute,
      (subject) => found(subject).length > 0,
      "exposure",
      (subject) => `it now allows ${found(subject).join("; ")}`,
      "Name the principals, actions and resources that need it.",
    ],
    [
      attribute,
      ({ before }) => before[attribute] !== undefined,
      "unjudged",
      changed,
      "Read the statements that change.",
    ],
  ];
}
