import { operatorSecretPath, operatorSecretsOf, type EstateDeployment, type OperatorSecretConfig } from "../../config";

/** One secret that people make: its short name, its path in Secrets Manager, and what the configuration says of it. */
export interface SecretEntry extends OperatorSecretConfig {
  readonly name: string;
  readonly path: string;
}

/** The secrets that people make for a deployment; none where Terraform generates all of them. */
export function secretEntries(deployment: EstateDeployment): readonly SecretEntry[] {
  const secrets = operatorSecretsOf(deployment);
  if (!secrets) return [];
  return Object.entries(secrets.values).map(([name, config]) => ({
    ...config,
    name,
    path: operatorSecretPath(secrets, name),
  }));
}
