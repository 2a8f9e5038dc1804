import type { Deployment } from "./deployment";
import type { OmnirapeuticConfig } from "./omnirapeutic";
import { ConfigError, type Problem } from "./problem";
import { checkAlarms } from "./validate/alarms";
import { checkBackend, checkTogether } from "./validate/backend";
import { checkDatabase } from "./validate/database";
import { Findings } from "./validate/findings";
import { checkIdentity } from "./validate/identity";
import { checkKeys } from "./validate/keys";
import { checkNetwork } from "./validate/network";
import { checkProtection } from "./validate/protection";
import { checkRetention } from "./validate/retention";
import { checkSecrets } from "./validate/secrets";
import { checkShape } from "./validate/shape";

/** Every problem of every deployment; empty when all can be used. */
export function validate(deployments: readonly Deployment<OmnirapeuticConfig>[]): Problem[] {
  return [...deployments.flatMap(validateOne), ...checkTogether(deployments)];
}

/**
 * Guarantees that the deployments can be used.
 * @throws ConfigError with every problem of every deployment
 */
export function requireValid(deployments: readonly Deployment<OmnirapeuticConfig>[]): void {
  const problems = validate(deployments);
  if (problems.length > 0) throw new ConfigError(problems);
}

/** Values are checked in each part of the right shape: a misspelt setting hides no problem elsewhere. */
function validateOne(deployment: Deployment<OmnirapeuticConfig>): Problem[] {
  const findings = new Findings(deployment);
  const { config } = deployment;
  checkIdentity(deployment, findings);
  checkBackend(deployment, findings);
  for (const part of checkShape(config, findings)) partChecks[part](config, findings);
  return findings.problems;
}

const partChecks: Record<keyof OmnirapeuticConfig, (config: OmnirapeuticConfig, findings: Findings) => void> = {
  network: ({ network }, findings) => checkNetwork(network, findings),
  keys: ({ keys }, findings) => checkKeys(keys, findings),
  secrets: ({ secrets }, findings) => checkSecrets(secrets, findings),
  database: ({ database }, findings) => checkDatabase(database, findings),
  retention: ({ retention }, findings) => checkRetention(retention, findings),
  alarms: ({ alarms }, findings) => checkAlarms(alarms, findings),
  protection: ({ protection }, findings) => checkProtection(protection, findings),
};
