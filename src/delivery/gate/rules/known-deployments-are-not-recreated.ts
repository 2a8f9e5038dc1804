import { stateAddresses } from "../../terraform";
import type { Rule } from "../finding";
import { isNew, managedChanges } from "../plan-view";

/** After a lost state, an apply makes everything a second time beside what runs, and the clean-up destroys the wrong half. */
export const knownDeploymentsAreNotRecreated: Rule = {
  id: "known-deployments-are-not-recreated",
  blocks: "a plan that makes everything anew over an empty state, although the state bucket remembers the deployment",
  control: "164.308(a)(7)(i)",
  check: ({ plan, deployment, lostState }) => {
    if (lostState === undefined || stateAddresses(plan.prior_state?.values?.root_module).length > 0) return [];
    const created = managedChanges(plan).filter(isNew).length;
    if (created === 0) return [];
    return [
      {
        address: deployment,
        message: `all ${created} resources of ${deployment} would be created, because its state is empty; but ${lostState}`,
        fix: `Bring the state back before anything else: npx estate recover ${deployment}. Nothing of what runs is lost yet.`,
      },
    ];
  },
};
