import { deployments } from "../../src/config";
import { synthesizedDeployment } from "./deployments";
import type { Synthesized } from "./synthesize";

/** Every OmniPortal deployment. */
export const omniPortalDeployments = deployments.filter((deployment) => deployment.system === "omni-portal");

/** @param environment `dev`, `staging` or `production` */
export const omniPortalIn = (environment: string): Synthesized => synthesizedDeployment(`omni-portal-${environment}`);

/** For `describe.each`: every environment with what tests read of it. */
export const environments = omniPortalDeployments.map(({ environment, config }) => ({
  environment,
  prefix: `omni-portal-${environment}`,
  config,
  inProduction: environment === "production",
}));
