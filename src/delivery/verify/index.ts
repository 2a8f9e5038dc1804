import type { EstateDeployment } from "../../config";
import { checksOf } from "../../systems/checks";
import { requireAccount } from "../aws/account";
import type { AwsClients } from "../aws/clients";
import { Failure } from "../failure";
import { checkers } from "./checkers";
import { judge } from "./judge";
import type { Verdict } from "./evaluate";
import { observe } from "./observe";
import { foundResources, managedResources, type PulledState } from "./state";

export type { Verdict } from "./evaluate";

/**
 * Asks AWS about everything in a deployment's state and judges the answers.
 * @param pulled the state, as `terraform state pull` gives it; empty before the first deployment
 * @throws Failure when nothing is deployed, or the credentials belong to another account
 */
export async function verify(
  deployment: EstateDeployment,
  pulled: string,
  aws: AwsClients,
): Promise<readonly Verdict[]> {
  await requireAccount(deployment, aws);
  const state = pulled.trim() ? (JSON.parse(pulled) as PulledState) : {};
  const resources = managedResources(state);
  if (resources.length === 0) {
    throw new Failure(`Nothing of ${deployment.name} is deployed: its state is empty.`, {
      fix: `Deploy it first: npx estate deploy ${deployment.name}`,
    });
  }
  // Of what is only found (an image, a zone) nothing is demanded, but where a checker knows what to demand.
  const found = foundResources(state).filter(({ type }) => checkers[type] !== undefined);
  return judge(checksOf(deployment), await observe([...resources, ...found], aws));
}
