import type { Deployment } from "./deployment";
import type { OmnirapeuticConfig } from "./omnirapeutic";
import { ConfigError, type Problem } from "./problem";
import { checkAccountServices, checkOwnersTogether } from "./validate/account-services";
import { checkAlarms } from "./validate/alarms";
import { checkBackend, checkTogether } from "./validate/backend";
import { checkBastion, checkBastionEndpoints } from "./validate/bastion";
import { checkDatabase } from "./validate/database";
import { checkEdge } from "./validate/edge";
import { Findings } from "./validate/findings";
import { checkIdentity } from "./validate/identity";
import { checkKeys } from "./validate/keys";
import { checkNetwork } from "./validate/network";
import { checkProtection } from "./validate/protection";
import { checkRecovery } from "./validate/recovery";
import { checkRetention } from "./validate/retention";
import { checkSecrets } from "./validate/secrets";
import { checkServices } from "./validate/services";
import { checkShape } from "./validate/shape";

type OmnirapeuticDeployment = Deployment<OmnirapeuticConfig>;

/**
 * Every problem of the selected deployments, and of all deployments together; empty when the selected ones can be used.
 * @param estate every deployment there is: some mistakes show only between two. @default the selected ones are all
 */
export function validate(
  selected: readonly OmnirapeuticDeployment[],
  estate: readonly OmnirapeuticDeployment[] = selected,
): Problem[] {
  return [...selected.flatMap(validateOne), ...checkTogether(estate), ...checkOwnersTogether(estate)];
}

/**
 * Guarantees that the deployments can be used.
 * @throws ConfigError with every problem that `validate` finds
 */
export function requireValid(
  selected: readonly OmnirapeuticDeployment[],
  estate: readonly OmnirapeuticDeployment[] = selected,
): void {
  const problems = validate(selected, estate);
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Values are checked in each part of the right shape: a misspelt setting hides no problem elsewhere. */
function validateOne(deployment: OmnirapeuticDeployment): Problem[] {
  const findings = new Findings(deployment);
  const { config } = deployment;
  checkIdentity(deployment, findings);
  checkBackend(deployment, findings);
  for (const part of checkShape(config, findings)) partChecks[part](config, findings);
  return findings.problems;
}

const partChecks: Record<keyof OmnirapeuticConfig, (config: OmnirapeuticConfig, findings: Findings) => void> = {
  network: ({ network }, findings) => {
    checkNetwork(network, findings);
    checkBastionEndpoints(network, findings);
  },
  keys: ({ keys }, findings) => checkKeys(keys, findings),
  secrets: ({ secrets }, findings) => checkSecrets(secrets, findings),
  database: ({ database }, findings) => checkDatabase(database, findings),
  recovery: ({ recovery }, findings) => checkRecovery(recovery, findings),
  edge: ({ edge }, findings) => checkEdge(edge, findings),
  services: ({ services }, findings) => checkServices(services, findings),
  bastion: ({ bastion }, findings) => checkBastion(bastion, findings),
  accountServices: ({ accountServices }, findings) => checkAccountServices(accountServices, findings),
  retention: ({ retention }, findings) => checkRetention(retention, findings),
  alarms: ({ alarms }, findings) => checkAlarms(alarms, findings),
  protection: ({ protection }, findings) => checkProtection(protection, findings),
};
