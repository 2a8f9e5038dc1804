import type { Deployment, OmnirapeuticConfig } from "../../../config";
import type { Check } from "../../check";
import { omnirapeuticNames } from "../names";
import { clusterChecks, instanceChecks } from "./database";
import { networkChecks, subnetChecks } from "./network";
import { complianceChecks, keyAndSecretChecks, trailChecks } from "./security";
import { inGroup } from "./shared";

/**
 * Document 001's verification checklist with the values of one deployment. What every VPC, key or cluster must show is not
 * repeated here: `estate verify` demands it of each resource of the type.
 */
export function omnirapeuticChecks({ account, environment, config }: Deployment<OmnirapeuticConfig>): readonly Check[] {
  const names = omnirapeuticNames(environment);
  return [
    ...inGroup("Infrastructure", [...networkChecks(config, names), ...subnetChecks(config)]),
    ...inGroup("Security", keyAndSecretChecks(config, names)),
    ...inGroup("Aurora", [...clusterChecks(config, names), ...instanceChecks(config, names)]),
    ...inGroup("Compliance", [...complianceChecks(config, names), ...trailChecks(account, names)]),
    {
      id: "baa",
      group: "Compliance",
      title: "AWS BAA is signed and documented",
      manual: "AWS Artifact > Agreements of the account; keep date and signatory with the legal records", // 164.308(b)(1)
    },
  ];
}
