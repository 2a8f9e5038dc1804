import type { EstateDeployment } from "../config";
import type { Check } from "./check";
import { itrackChecks } from "./itrack/checks";
import { omniPortalChecks } from "./omni-portal/checks";
import { omnirapeuticChecks } from "./omnirapeutic/checks";

/** What a running deployment must show, whatever its system. */
export function checksOf(deployment: EstateDeployment): readonly Check[] {
  switch (deployment.system) {
    case "omnirapeutic":
      return omnirapeuticChecks(deployment);
    case "omni-portal":
      return omniPortalChecks(deployment);
    case "itrack":
      return itrackChecks(deployment);
  }
}
