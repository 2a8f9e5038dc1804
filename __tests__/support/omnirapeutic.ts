import { deployments } from "../../src/config";
import { synthesizedDeployment } from "./deployments";
import type { Synthesized } from "./synthesize";

/** Every Omnirapeutic deployment. */
export const omnirapeuticDeployments = deployments.filter((deployment) => deployment.system === "omnirapeutic");

/** @param environment `dev`, `staging` or `production` */
export const omnirapeuticIn = (environment: string): Synthesized =>
  synthesizedDeployment(`omnirapeutic-${environment}`);
