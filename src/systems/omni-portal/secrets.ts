import type { OmniPortalConfig } from "../../config";
import type { MasterPassword } from "../../constructs/data-stores/master-password";
import type { GeneratedSecret } from "../../constructs/security/generated-secret";
import type { SystemStack } from "../../platform/system-stack";
import { masterPasswordFrom, secretMaker } from "../shared/secrets";
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
  config: OmniPortalConfig,
  { names, keys }: Pick<Surroundings, "names" | "keys">,
): Secrets {
  const keyArn = keys.secrets.keyArn;
  const secret = secretMaker(stack, config, {
    pathOf: names.secret,
    keyArn,
    rotatedByHand:
      "What it signed or encrypted, or the database itself, must change with it: a person rotates it by its version.",
  });
  const program = { characters: "letters-and-digits", dataClass: "internal" } as const;
  return {
    jwt: secret("jwt-secret", { description: "Signs access tokens of the API", ...program }),
    appKey: secret("app-key", { description: "Encrypts cookies and fields of the application", ...program }),
    masterPassword: masterPasswordFrom(config.database.masterPassword, keyArn, (of) =>
      secret("database-master-password", { description: "Master password of the MySQL instance", ...of }),
    ),
  };
}
