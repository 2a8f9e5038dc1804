import { statefulTypes } from "../stateful-types";
import { stateAddresses, withoutKey, type PlanJson, type ResourceChange } from "../terraform";

/** Why a plan may not be applied. */
export interface Finding {
  readonly rule: "stateful-destroy" | "unknown-address";
  readonly address: string;
  readonly message: string;
  readonly fix: string;
}

export interface GateInput {
  readonly plan: PlanJson;
  /** Every address that is synthesized or that the deployment's address lock has ever held; a rename is in it under both names. */
  readonly knownAddresses: ReadonlySet<string>;
  /** Prints a terraform command for this deployment. */
  readonly command: (args: string) => string;
}

/** What blocks a plan: losing something stateful, or a state that is not this deployment's. Pure; empty when it may be applied. */
export function gate(input: GateInput): readonly Finding[] {
  return [...statefulDestroys(input), ...unknownAddresses(input)];
}

function statefulDestroys({ plan, command }: GateInput): readonly Finding[] {
  return (plan.resource_changes ?? [])
    .filter(
      ({ type, change }) =>
        statefulTypes.has(type) && change.actions.some((action) => action === "delete" || action === "forget"),
    )
    .map((change) => ({
      rule: "stateful-destroy",
      address: change.address,
      message: `${change.address} would be ${verb(change)}; it holds data or keys`,
      fix: fixFor(change, command),
    }));
}

function verb({ change: { actions } }: ResourceChange): string {
  if (actions.includes("forget")) return "forgotten (it would stay in AWS, managed by nobody)";
  return actions.includes("create") ? "destroyed and created anew" : "destroyed";
}

function fixFor({ address, action_reason: reason, change }: ResourceChange, command: (args: string) => string): string {
  if (reason === "replace_because_tainted") {
    return `An interrupted run left it marked as half made. If it is whole in AWS, keep it: ${command(`untaint '${address}'`)}`;
  }
  const causes = (change.replace_paths ?? []).map((path) => path.join(".")).join(", ");
  if (causes)
    return `AWS cannot change ${causes} in place. Keep the old value, or migrate the data first (docs/stateful-resources.md).`;
  return `If it was renamed, add {"from": "${address}", "to": …} to adoption/moves. To retire it for good, see docs/stateful-resources.md.`;
}

function unknownAddresses({ plan, knownAddresses, command }: GateInput): readonly Finding[] {
  const renamed = new Set(
    (plan.resource_changes ?? []).flatMap(({ previous_address: from, address }) => (from ? [from, address] : [])),
  );
  return stateAddresses(plan.prior_state?.values?.root_module)
    .filter((address) => !knownAddresses.has(withoutKey(address)) && !renamed.has(address))
    .map((address) => ({
      rule: "unknown-address",
      address,
      message: `the state holds ${address}, which neither this deployment's code nor its address lock knows`,
      fix: `Is this the right state? If it is, bring back the code that made it, or let go of it: ${command(`state rm '${address}'`)}`,
    }));
}
