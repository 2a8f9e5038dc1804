import type { OmnirapeuticConfig, SecretName } from "../../config";
import type { MasterPassword } from "../../constructs/data-stores/master-password";
import { GeneratedSecret, type GeneratedSecretProps } from "../../constructs/security/generated-secret";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { SystemStack } from "../../platform/system-stack";
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
  { database, protection, secrets }: OmnirapeuticConfig,
  { names, keys }: Pick<Surroundings, "names" | "keys">,
): Secrets {
  const secret = (name: SecretName, of: Pick<GeneratedSecretProps, "description" | "characters" | "dataClass">) => {
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
      "Its copies at Supabase, in signed tokens or in the cluster must change with it: a person rotates it by its version.",
      "docs/runbooks/secret-rotation.md",
    );
    return generated;
  };
  const signing = { characters: "letters-and-digits", dataClass: "internal" } as const;
  secret("supabase-jwt-secret", { description: "Signs access tokens of Supabase", ...signing });
  secret("supabase-anon-key", { description: "Identifies anonymous callers", ...signing });
  secret("supabase-service-key", { description: "Identifies backend services", ...signing });
  return {
    jwt: secret("jwt-secret", { description: "Signs access tokens of the API", ...signing }),
    masterPassword:
      database.masterPassword.source === "rds-managed"
        ? { source: "rds-managed", keyArn: keys.secrets.keyArn }
        : {
            source: "secret",
            secret: secret("aurora-master-password", {
              description: "Master password of the Aurora cluster",
              characters: "rds-password",
              dataClass: "phi",
            }),
          },
  };
}
