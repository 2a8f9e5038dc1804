import type { Fact } from "../../systems/check";

/** What AWS says about one resource, under Terraform's names; a fact that AWS left out is absent. */
export type Facts = Readonly<Record<string, Fact | undefined>>;

/** A resource of the state as it was met in AWS. */
export interface Observation {
  readonly address: string;
  readonly type: string;
  /** What the state says: finds the resource where AWS could not be asked. */
  readonly state: Readonly<Record<string, unknown>>;
  readonly live: Live;
}

/** Read; gone although the state has it; AWS did not answer; or of a type that has no checker. */
export type Live =
  | { readonly is: "read"; readonly facts: Facts }
  | { readonly is: "missing" }
  | { readonly is: "unreadable"; readonly why: string }
  | { readonly is: "unchecked" };

/** Why a resource cannot show its facts; undefined when it can. */
export function problemOf({ live }: Observation): string | undefined {
  if (live.is === "missing") return "in the state but not in AWS";
  if (live.is === "unreadable") return live.why;
  if (live.is === "unchecked") return "of a type that has no checker";
  return undefined;
}

/** A fact of a resource: AWS's word, or the state's while AWS has none. */
export function factOf({ live, state }: Observation, name: string): Fact | undefined {
  if (live.is === "read") return live.facts[name];
  const [prefix, tag] = name.split(/:(.*)/);
  const value = prefix === "tag" ? (state.tags_all as Record<string, string> | undefined)?.[tag ?? ""] : state[name];
  return value as Fact | undefined;
}
