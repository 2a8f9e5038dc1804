import type { Deployment, OmnirapeuticConfig } from "../../../config";
import type { Check } from "../../check";
import { omnirapeuticNames } from "../names";
import { alarmChecks } from "./alarms";
import { accountServicesChecks } from "./audit";
import { bastionChecks } from "./bastion";
import { containerChecks } from "./containers";
import { clusterChecks, instanceChecks } from "./database";
import { edgeChecks, edgeSecurityChecks } from "./edge";
import { networkChecks, subnetChecks } from "./network";
import { recoveryChecks } from "./recovery";
import { complianceChecks, keyAndSecretChecks, trailChecks } from "./security";
import { inGroup } from "./shared";

/**
 * The documents' verification checklist with the values of one deployment. What every VPC, key, cluster or service must
 * show is not repeated here: `estate verify` demands it of each resource of the type.
 */
export function omnirapeuticChecks({ account, environment, config }: Deployment<OmnirapeuticConfig>): readonly Check[] {
  const names = omnirapeuticNames(environment);
  return [
    ...inGroup("Infrastructure", [
      ...networkChecks(config, names),
      ...subnetChecks(config),
      ...edgeChecks(config, names),
      ...containerChecks(config.services, names),
    ]),
    ...inGroup("Security", [
      ...keyAndSecretChecks(config, names),
      ...edgeSecurityChecks(config, names),
      ...bastionChecks(names),
    ]),
    ...inGroup("Aurora", [...clusterChecks(config, names), ...instanceChecks(config, names)]),
    ...inGroup("Compliance", [
      ...complianceChecks(config, names),
      ...trailChecks(account, names),
      ...alarmChecks(config, names),
      ...recoveryChecks(config, names),
    ]),
    ...accountServicesChecks(account, config, names),
    {
      id: "baa",
      group: "Compliance",
      title: "AWS BAA is signed and documented",
      manual: "AWS Artifact > Agreements of the account; keep date and signatory with the legal records", // 164.308(b)(1)
    },
  ];
}
