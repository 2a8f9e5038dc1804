import type { ITrackConfig, ITrackDeployment } from "../../../config";
import { itrackNames, type ITrackNames } from "../../../systems/itrack/names";
import { deploymentPlace, type DeploymentPlace } from "../place";
import type { Runbook } from "../runbook";

/** One deployment of iTrack. */
export type ITrackPlace = DeploymentPlace<ITrackConfig, ITrackNames>;
export type ITrackRunbook = Runbook<ITrackPlace>;

export function placeOf(deployment: ITrackDeployment): ITrackPlace {
  return deploymentPlace(deployment, itrackNames(deployment.environment));
}

/** Names of what a restore makes, beside what it restores; document 003. */
export const RECOVERED = { database: "itrack-recovery", table: "itrack-items-recovery" } as const;
