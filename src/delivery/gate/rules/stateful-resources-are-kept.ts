import { statefulTypes } from "../../stateful-types";
import type { ResourceChange } from "../../terraform";
import { adoptionFix, isInModule } from "../adoption-fix";
import type { Rule } from "../finding";
import { fateOf, managedChanges, type Fate } from "../plan-view";

export const statefulResourcesAreKept: Rule = {
  id: "stateful-resources-are-kept",
  blocks: "destroying, replacing or forgetting what holds data, keys or evidence (docs/stateful-resources.md)",
  control: "164.312(c)(1)",
  check: ({ plan, command }) =>
    managedChanges(plan).flatMap((change) => {
      const fate = fateOf(change);
      if (fate === undefined || fate === "update" || !statefulTypes.has(change.type)) return [];
      const message = `${change.address} would be ${words[fate]}; it holds data or keys`;
      return [{ address: change.address, message, fix: fixFor(change, command) }];
    }),
};

const words: Readonly<Record<Exclude<Fate, "update">, string>> = {
  forget: "forgotten (it would stay in AWS, managed by nobody)",
  replace: "destroyed and created anew",
  destroy: "destroyed",
};

function fixFor({ address, action_reason: reason, change }: ResourceChange, command: (args: string) => string): string {
  if (reason === "replace_because_tainted") {
    return `An interrupted run left it marked as half made. If it is whole in AWS, keep it: ${command(`untaint '${address}'`)}`;
  }
  const causes = (change.replace_paths ?? []).map((path) => path.join(".")).join(", ");
  if (causes)
    return `AWS cannot change ${causes} in place. Keep the old value, or migrate the data first (docs/stateful-resources.md).`;
  if (isInModule(address)) return adoptionFix(address);
  return `If it was renamed, add {"from": "${address}", "to": …} to adoption/moves. To retire it for good, see docs/stateful-resources.md.`;
}
