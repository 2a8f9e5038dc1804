import type { OmniPortalDeployment } from "../../../config";
import type { Check } from "../../check";
import { accountServicesChecks, baaCheck } from "../../shared/checks/account-services";
import { edgeChecks, edgeSecurityChecks } from "../../shared/checks/edge";
import { inGroup } from "../../shared/checks/grouping";
import { networkChecks, subnetChecks } from "../../shared/checks/network";
import { recoveryChecks } from "../../shared/checks/recovery";
import { auditTrailChecks } from "../../shared/checks/trail";
import { omniPortalNames } from "../names";
import { alarmChecks } from "./alarms";
import { complianceChecks } from "./audit";
import { cacheChecks } from "./cache";
import { containerChecks } from "./containers";
import { databaseChecks } from "./database";
import { routeChecks, FIREWALL } from "./edge";
import { securityChecks } from "./security";
import { bucketChecks } from "./storage";

/**
 * What document 000 promises, with the values of one deployment. What every VPC, key, database or service must show is not
 * repeated here: `estate verify` demands it of each resource of the type.
 */
export function omniPortalChecks({ account, environment, config }: OmniPortalDeployment): readonly Check[] {
  const names = omniPortalNames(environment);
  return [
    ...inGroup("Infrastructure", [
      ...networkChecks(config, names.network.flowLogs),
      ...subnetChecks(config),
      ...edgeChecks(config, names.edge.loadBalancer),
      ...routeChecks(config, names),
      ...containerChecks(config, names),
      ...bucketChecks(config),
    ]),
    ...inGroup("Security", [...securityChecks(config, names), ...edgeSecurityChecks(config, FIREWALL)]),
    ...inGroup("Database", databaseChecks(config, names)),
    ...inGroup("Cache", cacheChecks(config, names)),
    ...inGroup("Compliance", [
      ...complianceChecks(config, names),
      ...alarmChecks(config, names),
      ...recoveryChecks(config.recovery, names.prefix),
    ]),
    ...auditTrailChecks(config.trail, {
      name: names.audit.trail,
      logsKey: names.keyAliases.cloudwatch,
      keyUse: "cloudwatch",
    }),
    ...accountServicesChecks(account, config, names, names.keyAliases.s3),
    baaCheck,
  ];
}
