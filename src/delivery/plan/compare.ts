import { Failure } from "../failure";
import type { PlanMeta } from "./saved";

/**
 * A review is of one deployment in one account.
 * @param command that plans this deployment, for the message
 * @throws Failure when the reviewed plan is of another
 */
export function requireSamePlace(
  { deployment, account }: Pick<PlanMeta, "deployment" | "account">,
  reviewed: PlanMeta,
  command: string,
): void {
  if (reviewed.deployment === deployment && reviewed.account === account) return;
  throw new Failure(
    `The reviewed plan is of ${reviewed.deployment} in account ${reviewed.account}; this is ${deployment} in ${account}.`,
    { fix: `Name the plan.meta.json that this wrote: ${command}` },
  );
}
