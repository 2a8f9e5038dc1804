import { accounts } from "./accounts";
import type { BackendConfig, Deployment } from "./deployment";
import { environments, type Environment } from "./environment";
import type { EstateDeployment, ITrackDeployment, OmniPortalDeployment, OmnirapeuticDeployment } from "./estate";
import { itrack, itrackEnvironments, type ITrackEnvironment } from "./itrack";
import { omniPortal } from "./omni-portal";
import { omnirapeutic } from "./omnirapeutic";
import { suggest } from "./suggest";

export { applicationsOf, type ApplicationConfig } from "./applications";
export type { BackendConfig, Deployment } from "./deployment";
export type { EstateDeployment, ITrackDeployment, OmniPortalDeployment, OmnirapeuticDeployment } from "./estate";
export type { DatabaseConfig } from "./database";
export { environments, type Environment, type Safeguard } from "./environment";
export { itrackSecretNames, type ITrackConfig, type ITrackSecretName } from "./itrack";
export type { NetworkConfig } from "./network";
export {
  operatorSecretKinds,
  operatorSecretPath,
  operatorSecretsOf,
  type OperatorSecretConfig,
  type OperatorSecretsConfig,
} from "./operator-secrets";
export { omniPortalSecretNames, type OmniPortalConfig, type OmniPortalSecretName } from "./omni-portal";
export { secretNames, type OmnirapeuticConfig, type SecretName } from "./omnirapeutic";
export { ConfigError, formatProblems, type Problem } from "./problem";
export type { SystemConfig } from "./system";
export { requireValid, validate } from "./validate";

const region = "us-east-1";

/** Every deployment of the estate: by system, in the order in which a change travels. */
export const deployments: readonly EstateDeployment[] = [
  ...environments.map(omnirapeuticDeployment),
  ...environments.map(omniPortalDeployment),
  ...itrackEnvironments.map(itrackDeployment),
];

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
export function findDeployment(name: `omnirapeutic-${Environment}`): OmnirapeuticDeployment;
export function findDeployment(name: `omni-portal-${Environment}`): OmniPortalDeployment;
export function findDeployment(name: `itrack-${ITrackEnvironment}`): ITrackDeployment;
export function findDeployment(name: string): EstateDeployment;
export function findDeployment(name: string): EstateDeployment {
  const found = deployments.find((deployment) => deployment.name === name);
  if (!found) {
    throw new UnknownDeploymentError(
      name,
      deployments.map((deployment) => deployment.name),
    );
  }
  return found;
}

function omnirapeuticDeployment(environment: Environment): OmnirapeuticDeployment {
  const backend = (account: string) => ({
    bucket: `omnirapeutic-terraform-state-${account}`,
    key: `${environment}/terraform.tfstate`,
    lockTable: "terraform-state-lock",
    kmsKeyAlias: "alias/omnirapeutic-terraform-state",
  });
  return deployment("omnirapeutic", environment, backend, omnirapeutic[environment]);
}

function omniPortalDeployment(environment: Environment): OmniPortalDeployment {
  const backend = () => ({
    bucket: `omni-portal-terraform-state-${environment}`,
    key: "infrastructure/terraform.tfstate",
    lockTable: `omni-portal-terraform-locks-${environment}`,
    kmsKeyAlias: `alias/omni-portal-terraform-state-${environment}`,
  });
  return deployment("omni-portal", environment, backend, omniPortal[environment]);
}

function itrackDeployment(environment: ITrackEnvironment): ITrackDeployment {
  const backend = (account: string) => ({
    bucket: `prodready-infra-terraform-state-${account}`,
    key: `itrack/${environment}/terraform.tfstate`,
    lockTable: `terraform-state-lock-${environment}`,
    kmsKeyAlias: "alias/prodready-infra-terraform-state",
  });
  return deployment("itrack", environment, backend, itrack[environment]);
}

type System = keyof typeof accounts extends `${infer Name}-${Environment}` ? Name : never;

function deployment<S extends System, C>(
  system: S,
  environment: Environment,
  backend: (account: string) => Omit<BackendConfig, "region" | "lockFile">,
  config: C,
): Deployment<C, S> {
  const name = `${system}-${environment}` as const;
  const account = accounts[name as keyof typeof accounts];
  return {
    name,
    system,
    environment,
    account,
    region,
    backend: { ...backend(account), region, lockFile: false },
    config,
  };
}
