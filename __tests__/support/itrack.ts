import { deployments } from "../../src/config";
import { synthesizedDeployment } from "./deployments";
import type { Synthesized } from "./synthesize";

/** Every iTrack deployment. */
export const itrackDeployments = deployments.filter((deployment) => deployment.system === "itrack");

/** @param environment `staging` or `production` */
export const itrackIn = (environment: string): Synthesized => synthesizedDeployment(`itrack-${environment}`);

/** For `describe.each`: every environment with what tests read of it. */
export const environments = itrackDeployments.map(({ environment, config }) => ({
  environment,
  prefix: `itrack-${environment}`,
  config,
  inProduction: environment === "production",
}));
