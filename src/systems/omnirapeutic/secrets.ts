import type { OmnirapeuticConfig } from "../../config";
import type { MasterPassword } from "../../constructs/data-stores/master-password";
import type { GeneratedSecret } from "../../constructs/security/generated-secret";
import type { SystemStack } from "../../platform/system-stack";
import { masterPasswordFrom, secretMaker } from "../shared/secrets";
import type { Surroundings } from "./surroundings";

/** The generated secrets that other parts use. */
export interface Secrets {
  readonly masterPassword: MasterPassword;
  /** Signs the API's access tokens. */
  readonly jwt: GeneratedSecret;
}

/** Every documented secret, each generated outside Terraform's state. */
export function buildSecrets(
  stack: SystemStack,
  config: OmnirapeuticConfig,
  { names, keys }: Pick<Surroundings, "names" | "keys">,
): Secrets {
  const keyArn = keys.secrets.keyArn;
  const secret = secretMaker(stack, config, {
    pathOf: names.secret,
    keyArn,
    rotatedByHand:
      "Its copies at Supabase, in signed tokens or in the cluster must change with it: a person rotates it by its version.",
  });
  const signing = { characters: "letters-and-digits", dataClass: "internal" } as const;
  secret("supabase-jwt-secret", { description: "Signs access tokens of Supabase", ...signing });
  secret("supabase-anon-key", { description: "Identifies anonymous callers", ...signing });
  secret("supabase-service-key", { description: "Identifies backend services", ...signing });
  return {
    jwt: secret("jwt-secret", { description: "Signs access tokens of the API", ...signing }),
    masterPassword: masterPasswordFrom(config.database.masterPassword, keyArn, (of) =>
      secret("aurora-master-password", { description: "Master password of the Aurora cluster", ...of }),
    ),
  };
}
