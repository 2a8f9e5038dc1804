import type { EstateDeployment } from "../../config";
import type { AwsClients } from "../aws/clients";
import { explained } from "../aws/errors";
import type { Progress } from "../progress";
import { sideBySide } from "../side-by-side";
import { terraformArguments } from "../terraform";
import type { Workspace } from "../workspace";
import { answered, unknowable, type Check, type Finding } from "./check";
import { certificateChecks } from "./checks/certificates";
import { nameChecks } from "./checks/names";
import { offerChecks } from "./checks/offers";
import { ownerChecks } from "./checks/owners";
import { quotaChecks } from "./checks/quotas";
import { regionChecks, zoneChecks } from "./checks/zones";
import { demandOf, type Demand } from "./demand";
import { prerequisiteChecks } from "./prerequisites";
import { readDeployed } from "./state";

export type { Finding } from "./check";
export { isReady, renderFindings, summary } from "./render";

/** Requests in flight: a report in seconds, far below AWS's throttling. */
const SIDE_BY_SIDE = 16;

/**
 * Everything that must be right in the account before the deployment can be applied, in the order of the report. It
 * changes nothing, and reads no secret's value.
 * @throws Failure when nobody can tell whose credentials these are
 */
export async function preflight(
  { deployment, stack, terraform }: Workspace,
  aws: AwsClients,
  progress: Progress,
): Promise<readonly Finding[]> {
  const account = await progress.step("Ask whose account this is", () => accountFinding(deployment, aws));
  if (account.status !== "ready") return [account]; // what another account holds says nothing
  const { finding, state } = await progress.step("Read state", () =>
    readDeployed(deployment.backend, terraform.context, aws),
  );
  const command = (args: string): string => terraformArguments(terraform.context, args);
  const demand = demandOf(deployment, stack, state ?? {}, command);
  const { always, ofState } = checksOf(demand, aws, new Date());
  const asked = state ? [...always, ...ofState] : always;
  const unknown = state ? [] : ofState.map(unknowable);
  const findings = await progress.step("Ask AWS", () => sideBySide(asked, SIDE_BY_SIDE, answered));
  return [account, finding, ...findings, ...unknown];
}

/** Every check of a deployment: those that hold whatever is deployed, and those that only make sense against its state. */
export function checksOf(
  demand: Demand,
  aws: AwsClients,
  now: Date,
): { readonly always: readonly Check[]; readonly ofState: readonly Check[] } {
  return {
    always: [
      ...regionChecks(demand, aws),
      ...prerequisiteChecks(demand.stack, () => aws),
      ...certificateChecks(demand, aws, now),
      ...zoneChecks(demand, aws),
    ],
    ofState: [
      ...nameChecks(demand, aws),
      ...ownerChecks(demand, aws),
      ...quotaChecks(demand, aws),
      ...offerChecks(demand, aws),
    ],
  };
}

async function accountFinding({ account }: EstateDeployment, { sts }: AwsClients): Promise<Finding> {
  const identity = await explained("asking who these credentials are (sts:GetCallerIdentity)", () =>
    sts.getCallerIdentity({}),
  );
  const shared = { area: "account", what: "the credentials' account", wanted: account } as const;
  const found = `${identity.Account} (${identity.Arn})`;
  if (identity.Account === account) return { ...shared, status: "ready", found };
  return {
    ...shared,
    status: "not ready",
    found,
    fix: "Log in to the right account, or correct the deployment's account in src/config/accounts.ts; nothing else was asked.",
  };
}
