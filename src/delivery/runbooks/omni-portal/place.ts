import type { OmniPortalConfig, OmniPortalDeployment } from "../../../config";
import { omniPortalNames, type OmniPortalNames } from "../../../systems/omni-portal/names";
import { command } from "../command";
import { deploymentPlace, type DeploymentPlace } from "../place";
import type { Runbook } from "../runbook";

/** One deployment of OmniPortal. */
export type OmniPortalPlace = DeploymentPlace<OmniPortalConfig, OmniPortalNames>;
export type OmniPortalRunbook = Runbook<OmniPortalPlace>;

export function placeOf(deployment: OmniPortalDeployment): OmniPortalPlace {
  return deploymentPlace(deployment, omniPortalNames(deployment.environment));
}

/** The same deployment, with commands for another region. */
export function inRegion(place: OmniPortalPlace, region: string): OmniPortalPlace {
  return { ...place, region, aws: (words, options) => command(`aws ${words}`, { ...options, region }) };
}

/** Name of what a restore makes, beside what it restores; document 000. */
export const RESTORED = "omni-portal-restored";

/** Where the deployment's copies are; undefined where nothing is copied. */
export function copyRegion({ config }: OmniPortalPlace): string | undefined {
  const { copy } = config.recovery.backups;
  return copy.copied ? copy.region : undefined;
}
