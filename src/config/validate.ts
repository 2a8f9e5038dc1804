import type { ZodMiniObject } from "zod/mini";
import { applicationsOf } from "./applications";
import type { EstateDeployment } from "./estate";
import type { ITrackConfig } from "./itrack";
import type { OmniPortalConfig } from "./omni-portal";
import type { OmnirapeuticConfig } from "./omnirapeutic";
import { ConfigError, type Problem } from "./problem";
import type { SystemConfig } from "./system";
import { checkAccountServices } from "./validate/account-services";
import { checkAlarms, checkBudgetSubscribers } from "./validate/alarms";
import { checkApplications } from "./validate/applications";
import { checkAuditTrail, checkTrailsTogether } from "./validate/audit-trail";
import { checkBackend, checkTogether } from "./validate/backend";
import { checkBastion, checkBastionEndpoints } from "./validate/bastion";
import { checkBuckets } from "./validate/buckets";
import { checkDatabase } from "./validate/database";
import { checkEdge } from "./validate/edge";
import { Findings } from "./validate/findings";
import { checkFirewall } from "./validate/firewall";
import { checkFunction } from "./validate/functions";
import { checkIdentity } from "./validate/identity";
import { checkHandlerEndpoints, checkItems, checkITrackApi, checkITrackServices } from "./validate/itrack";
import { itrackShape } from "./validate/itrack-shape";
import { checkKeys } from "./validate/keys";
import { checkMySql, checkMySqlServer } from "./validate/mysql";
import { checkNetwork } from "./validate/network";
import { checkOperatorSecrets } from "./validate/operator-secrets";
import { checkOmniPortalApi } from "./validate/omni-portal-api";
import { omniPortalShape } from "./validate/omni-portal-shape";
import { omnirapeuticShape } from "./validate/omnirapeutic-shape";
import { checkOwnersTogether } from "./validate/owners";
import { checkProtection } from "./validate/protection";
import { checkBackups, checkRecovery } from "./validate/recovery";
import { checkRedis } from "./validate/redis";
import { checkRegionalCopy } from "./validate/regional-copy";
import { checkRetention, checkTrailLock } from "./validate/retention";
import { checkSecrets } from "./validate/secrets";
import { checkServices } from "./validate/services";
import { checkShape } from "./validate/shape";

/**
 * Every problem of the selected deployments, and of all deployments together; empty when the selected ones can be used.
 * @param estate every deployment there is: some mistakes show only between two. @default the selected ones are all
 */
export function validate(
  selected: readonly EstateDeployment[],
  estate: readonly EstateDeployment[] = selected,
): Problem[] {
  const together = [checkTogether, checkOwnersTogether, checkTrailsTogether];
  return [...selected.flatMap(validateOne), ...together.flatMap((check) => check(estate))];
}

/**
 * Guarantees that the deployments can be used.
 * @throws ConfigError with every problem that `validate` finds
 */
export function requireValid(
  selected: readonly EstateDeployment[],
  estate: readonly EstateDeployment[] = selected,
): void {
  const problems = validate(selected, estate);
  if (problems.length > 0) throw new ConfigError(problems);
}

function validateOne(deployment: EstateDeployment): Problem[] {
  const findings = new Findings(deployment);
  checkIdentity(deployment, findings);
  checkBackend(deployment, findings);
  checkApplications(applicationsOf(deployment), findings);
  const known = Object.keys(systems);
  const advice = {
    allowed: known.join(", "),
    fix: "Build the system in src/systems, and say here how its configuration is checked.",
  };
  if (findings.require(known.includes(deployment.system), "system", deployment.system, advice)) {
    systems[deployment.system](deployment.config, findings);
  }
  return findings.problems;
}

type PartChecks<Config> = Record<keyof Config, (config: Config, findings: Findings) => void>;

/** Values are checked in each part of the right shape: a misspelt setting hides no problem elsewhere. */
function validation<Config>(shape: ZodMiniObject, checks: PartChecks<Config>) {
  return (config: unknown, findings: Findings): void => {
    for (const part of checkShape(shape, config, findings)) checks[part as keyof Config](config as Config, findings);
  };
}

const everySystem = {
  network: ({ network }, findings) => checkNetwork(network, findings),
  keys: ({ keys }, findings) => checkKeys(keys, findings),
  edge: ({ edge }, findings) => checkEdge(edge, findings),
  accountServices: ({ accountServices }, findings) => checkAccountServices(accountServices, findings),
  retention: ({ retention }, findings) => checkRetention(retention, findings),
  alarms: ({ alarms }, findings) => checkAlarms(alarms, findings),
  protection: ({ protection }, findings) => checkProtection(protection, findings),
} satisfies PartChecks<SystemConfig>;

const omnirapeutic: PartChecks<OmnirapeuticConfig> = {
  ...everySystem,
  network: ({ network }, findings) => {
    checkNetwork(network, findings);
    checkBastionEndpoints(network, findings);
  },
  secrets: ({ secrets }, findings) => checkSecrets(secrets, findings),
  database: ({ database }, findings) => checkDatabase(database, findings),
  recovery: ({ recovery }, findings) => checkRecovery(recovery, findings),
  services: ({ services }, findings) => checkServices(services, findings),
  bastion: ({ bastion }, findings) => checkBastion(bastion, findings),
  retention: ({ retention }, findings) => {
    checkRetention(retention, findings);
    checkTrailLock("retention.trailLock", retention.trailLock, findings);
  },
};

const omniPortal: PartChecks<OmniPortalConfig> = {
  ...everySystem,
  secrets: ({ secrets }, findings) => checkSecrets(secrets, findings),
  database: ({ database }, findings) => checkMySql(database, findings),
  cache: ({ cache }, findings) => checkRedis(cache, findings),
  buckets: ({ buckets }, findings) => checkBuckets(buckets, findings),
  recovery: ({ recovery }, findings) => checkRecovery(recovery, findings),
  api: ({ api }, findings) => checkOmniPortalApi(api, findings),
  trail: ({ trail }, findings) => checkAuditTrail(trail, findings),
};

const itrack: PartChecks<ITrackConfig> = {
  ...everySystem,
  network: ({ network }, findings) => {
    checkNetwork(network, findings);
    checkBastionEndpoints(network, findings);
    checkHandlerEndpoints(network, findings);
  },
  operatorSecrets: ({ operatorSecrets }, findings) => checkOperatorSecrets(operatorSecrets, findings),
  database: ({ database }, findings) => checkMySqlServer(database, findings),
  recovery: ({ recovery }, findings) => checkBackups(recovery.backups, findings),
  items: ({ items }, findings) => checkItems(items, findings),
  handler: ({ handler }, findings) => checkFunction("handler", handler, findings),
  api: ({ api }, findings) => checkITrackApi(api, findings),
  firewall: ({ firewall }, findings) => checkFirewall(firewall, findings),
  site: ({ site }, findings) => {
    checkEdge(site, findings, "site");
    checkRegionalCopy("site.copy", site.copy, findings);
  },
  services: ({ services }, findings) => checkITrackServices(services, findings),
  bastion: ({ bastion }, findings) => checkBastion(bastion, findings),
  trail: ({ trail }, findings) => checkAuditTrail(trail, findings),
  alarms: ({ alarms }, findings) => {
    checkAlarms(alarms, findings);
    checkBudgetSubscribers(alarms, findings);
  },
  apiGatewayAccount: () => {}, // only the deployments of an account together can be wrong
};

const systems = {
  omnirapeutic: validation(omnirapeuticShape, omnirapeutic),
  "omni-portal": validation(omniPortalShape, omniPortal),
  itrack: validation(itrackShape, itrack),
} as const satisfies Record<EstateDeployment["system"], unknown>;
