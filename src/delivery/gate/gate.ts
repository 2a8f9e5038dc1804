import type { Finding, GateInput } from "./finding";
import { rules } from "./rules";

/** What blocks a plan, by every rule. Pure; empty when it may be applied. */
export function gate(input: GateInput): readonly Finding[] {
  return rules.flatMap(({ id, control, threatens, check }) =>
    check(input).map((breach) => ({ rule: id, control, ...(threatens && { threatens }), ...breach })),
  );
}
