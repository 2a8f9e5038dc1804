import { checkGroups, type Check } from "../../systems/check";
import { existenceVerdict, healthChecks, hipaaTagVerdict } from "./common-checks";
import { evaluate, type Verdict } from "./evaluate";
import type { Observation } from "./observation";

/** Every verdict on a deployment, in the checklist's order: its system's own checks, then what holds for every resource of a type. */
export function judge(systemChecks: readonly Check[], observations: readonly Observation[]): readonly Verdict[] {
  const verdicts = [
    ...systemChecks.map((check) => evaluate(check, observations)),
    ...healthChecks(observations).map((check) => evaluate(check, observations)),
    existenceVerdict(observations),
    hipaaTagVerdict(observations),
  ];
  return checkGroups.flatMap((group) => verdicts.filter((verdict) => verdict.group === group));
}
