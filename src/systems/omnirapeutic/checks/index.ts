import type { OmnirapeuticDeployment } from "../../../config";
import type { Check } from "../../check";
import { accountServicesChecks, baaCheck } from "../../shared/checks/account-services";
import { bastionChecks } from "../../shared/checks/bastion";
import { edgeChecks, edgeSecurityChecks } from "../../shared/checks/edge";
import { inGroup } from "../../shared/checks/grouping";
import { networkChecks, subnetChecks } from "../../shared/checks/network";
import { recoveryChecks } from "../../shared/checks/recovery";
import { trailChecks } from "../../shared/checks/trail";
import { omnirapeuticNames } from "../names";
import { alarmChecks } from "./alarms";
import { containerChecks } from "./containers";
import { clusterChecks, instanceChecks } from "./database";
import { firewallOf, routeChecks } from "./edge";
import { complianceChecks, securityChecks } from "./security";

/**
 * The documents' verification checklist with the values of one deployment. What every VPC, key, cluster or service must
 * show is not repeated here: `estate verify` demands it of each resource of the type.
 */
export function omnirapeuticChecks({ account, environment, config }: OmnirapeuticDeployment): readonly Check[] {
  const names = omnirapeuticNames(environment);
  return [
    ...inGroup("Infrastructure", [
      ...networkChecks(config, names.network.flowLogs),
      ...subnetChecks(config),
      ...edgeChecks(config, names.edge.loadBalancer),
      ...routeChecks(names),
      ...containerChecks(config.services, names),
    ]),
    ...inGroup("Security", [
      ...securityChecks(config, names),
      ...edgeSecurityChecks(config, firewallOf(names)),
      ...bastionChecks(names.bastion, names.keyAliases.logs),
    ]),
    ...inGroup("Aurora", [...clusterChecks(config, names), ...instanceChecks(config, names)]),
    ...inGroup("Compliance", [
      ...complianceChecks(config, names),
      ...trailChecks({
        name: names.audit.trail,
        bucket: names.audit.trailBucket(account),
        logsKey: names.keyAliases.logs,
        bucketKey: names.keyAliases.s3,
      }),
      ...alarmChecks(config, names),
      ...recoveryChecks(config.recovery, names.prefix),
    ]),
    ...accountServicesChecks(account, config, names, names.keyAliases.s3),
    baaCheck,
  ];
}
