import { accounts } from "./accounts";
import type { Deployment } from "./deployment";
import { environments, type Environment } from "./environment";
import { omnirapeutic, type OmnirapeuticConfig } from "./omnirapeutic";
import { suggest } from "./suggest";

export type { BackendConfig, Deployment } from "./deployment";
export type { DatabaseConfig } from "./database";
export { environments, type Environment, type Safeguard } from "./environment";
export type { NetworkConfig } from "./network";
export { secretNames, type OmnirapeuticConfig, type SecretName } from "./omnirapeutic";
export { ConfigError, formatProblems, type Problem } from "./problem";
export { requireValid, validate } from "./validate";

/** Every deployment of the estate, in the order in which a change travels. */
export const deployments: readonly Deployment<OmnirapeuticConfig>[] = environments.map(omnirapeuticDeployment);

/** No deployment has that name; the message lists the names and the likeliest one. */
export class UnknownDeploymentError extends Error {
  constructor(
    readonly deployment: string,
    readonly known: readonly string[],
  ) {
    const meant = suggest(deployment, known);
    super(`Unknown deployment "${deployment}"${meant ? `: did you mean ${meant}?` : "."} Known: ${known.join(", ")}.`);
    this.name = "UnknownDeploymentError";
  }
}

/**
 * The deployment of that name.
 * @throws UnknownDeploymentError
 */
export function findDeployment(name: string): Deployment<OmnirapeuticConfig> {
  const found = deployments.find((deployment) => deployment.name === name);
  if (!found) {
    throw new UnknownDeploymentError(
      name,
      deployments.map((deployment) => deployment.name),
    );
  }
  return found;
}

function omnirapeuticDeployment(environment: Environment): Deployment<OmnirapeuticConfig> {
  const region = "us-east-1";
  const name = `omnirapeutic-${environment}` as const;
  const account = accounts[name];
  return {
    name,
    system: "omnirapeutic",
    environment,
    account,
    region,
    backend: {
      bucket: `omnirapeutic-terraform-state-${account}`,
      key: `${environment}/terraform.tfstate`,
      region,
      lockTable: "terraform-state-lock",
      lockFile: false,
      kmsKeyAlias: "alias/omnirapeutic-terraform-state",
    },
    config: omnirapeutic[environment],
  };
}
