import type { OmniPortalConfig, OmniPortalSecretName } from "../../config";
import type { MasterPassword } from "../../constructs/data-stores/master-password";
import { GeneratedSecret, type GeneratedSecretProps } from "../../constructs/security/generated-secret";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { SystemStack } from "../../platform/system-stack";
import type { Surroundings } from "./surroundings";

/** The generated secrets that other parts use. */
export interface Secrets {
  readonly masterPassword: MasterPassword;
  /** Signs access tokens. */
  readonly jwt: GeneratedSecret;
  /** By which the application encrypts its cookies and fields. */
  readonly appKey: GeneratedSecret;
}

/** Every secret, each generated outside Terraform's state. */
export function buildSecrets(
  stack: SystemStack,
  { database, protection, secrets }: OmniPortalConfig,
  { names, keys }: Pick<Surroundings, "names" | "keys">,
): Secrets {
  const secret = (
    name: OmniPortalSecretName,
    of: Pick<GeneratedSecretProps, "description" | "characters" | "dataClass">,
  ) => {
    const generated = new GeneratedSecret(stack, `secret_${name.replaceAll("-", "_")}`, {
      name: names.secret(name),
      ...of,
      ...secrets.generated[name],
      recoveryWindowDays: secrets.recoveryWindowDays,
      keyArn: keys.secrets.keyArn,
      protection: protection.allowDestroy,
    });
    acknowledgeByDesign(
      generated,
      "secrets-rotate-automatically",
      "What it signed or encrypted, or the database itself, must change with it: a person rotates it by its version.",
      "docs/runbooks/secret-rotation.md",
    );
    return generated;
  };
  const program = { characters: "letters-and-digits", dataClass: "internal" } as const;
  return {
    jwt: secret("jwt-secret", { description: "Signs access tokens of the API", ...program }),
    appKey: secret("app-key", { description: "Encrypts cookies and fields of the application", ...program }),
    masterPassword:
      database.masterPassword.source === "rds-managed"
        ? { source: "rds-managed", keyArn: keys.secrets.keyArn }
        : {
            source: "secret",
            secret: secret("database-master-password", {
              description: "Master password of the MySQL instance",
              characters: "rds-password",
              dataClass: "phi",
            }),
          },
  };
}
