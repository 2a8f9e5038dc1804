import { deployments } from "../../src/config";
import { buildOmnirapeutic } from "../../src/systems/omnirapeutic";
import { synthesize, type Synthesized } from "./synthesize";

/** Every Omnirapeutic deployment as it is synthesized from its real configuration, made once a test file. */
export const omnirapeuticDeployments = deployments.filter(({ system }) => system === "omnirapeutic");

const built = new Map<string, Synthesized>();

/** @param environment `dev`, `staging` or `production` */
export function omnirapeuticIn(environment: string): Synthesized {
  const made = built.get(environment) ?? build(environment);
  built.set(environment, made);
  return made;
}

function build(environment: string): Synthesized {
  const found = omnirapeuticDeployments.find((deployment) => deployment.environment === environment);
  if (!found) throw new Error(`No Omnirapeutic deployment in ${environment}.`);
  const { config, system: project, ...settings } = found;
  return synthesize((stack) => buildOmnirapeutic(stack, config), { ...settings, project, moves: [] });
}
