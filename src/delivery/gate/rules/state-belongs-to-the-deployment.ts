import { stateAddresses, withoutKey } from "../../terraform";
import { adoptionFix, isInModule } from "../adoption-fix";
import type { Rule } from "../finding";
import { managedChanges } from "../plan-view";

export const stateBelongsToTheDeployment: Rule = {
  id: "state-belongs-to-the-deployment",
  blocks: "a state with addresses that neither the code nor the address lock knows, such as one that HCL modules made",
  control: "164.312(c)(1)",
  check: ({ plan, knownAddresses, command }) => {
    const renamed = new Set(
      managedChanges(plan).flatMap(({ previous_address: from, address }) => (from ? [from, address] : [])),
    );
    return stateAddresses(plan.prior_state?.values?.root_module)
      .filter((address) => !knownAddresses.has(withoutKey(address)) && !renamed.has(address))
      .map((address) => ({
        address,
        message: `the state holds ${address}, which neither this deployment's code nor its address lock knows`,
        fix: isInModule(address)
          ? adoptionFix(address)
          : `Is this the right state? If it is, bring back the code that made it, or let go of it: ${command(`state rm '${address}'`)}`,
      }));
  },
};
