import type { Example } from "./foundation-examples";

/** A resource of an API or a user pool with the answer of AWS that agrees, and changes in AWS with the check that each fails. */
export interface ApiExample extends Example {
  readonly mutations: readonly (readonly [what: string, answers: Record<string, unknown>, failed: string])[];
}

export const tags = { HIPAA: "true" };
export const tagged = { "tag:HIPAA": "true" };
export const inApi = { rest_api_id: "api1", id: "x1" };

/** The operation's answer, changed. */
export function example(
  type: string,
  values: Record<string, unknown>,
  [operation, answer]: readonly [operation: string, answer: Record<string, unknown>],
  facts: Record<string, unknown>,
  mutations: readonly (readonly [what: string, change: Record<string, unknown>, failed: string])[] = [],
): ApiExample {
  const changed = (change: Record<string, unknown>) => ({ [operation]: { ...answer, ...change } });
  return {
    type,
    values,
    answers: changed({}),
    facts,
    mutations: mutations.map(([what, change, failed]) => [what, changed(change), failed] as const),
  };
}
