import type { CheckGroup, Expectation } from "../../check";

/** An expectation before it is put into its group. */
export type Ungrouped = Omit<Expectation, "group">;

export function inGroup(group: CheckGroup, checks: readonly Ungrouped[]): readonly Expectation[] {
  return checks.map((check) => ({ ...check, group }));
}

/** The key behind one of the documented aliases, for a fact that must name it. */
export function keyNamed(alias: string) {
  return { type: "aws_kms_alias", where: { name: alias }, fact: "target_key_arn" };
}
