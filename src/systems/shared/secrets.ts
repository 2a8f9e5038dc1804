import type { MasterPasswordConfig } from "../../config/database";
import type { SecretsConfig, SystemConfig } from "../../config/system";
import type { MasterPassword } from "../../constructs/data-stores/master-password";
import { GeneratedSecret, type GeneratedSecretProps } from "../../constructs/security/generated-secret";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import type { SystemStack } from "../../platform/system-stack";

export interface SecretMakerProps<Name extends string> {
  /** Path of a secret in Secrets Manager. */
  readonly pathOf: (name: Name) => string;
  /** CMK of the secrets. */
  readonly keyArn: string;
  /** Why nothing rotates them by itself, for the audit report. */
  readonly rotatedByHand: string;
}

/** Makes one of a system's generated secrets, outside Terraform's state. */
export type SecretMaker<Name extends string> = (
  name: Name,
  of: Pick<GeneratedSecretProps, "description" | "characters" | "dataClass">,
) => GeneratedSecret;

export function secretMaker<Name extends string>(
  stack: SystemStack,
  { secrets, protection }: Pick<SystemConfig, "protection"> & { readonly secrets: SecretsConfig<Name> },
  { pathOf, keyArn, rotatedByHand }: SecretMakerProps<Name>,
): SecretMaker<Name> {
  return (name, of) => {
    const generated = new GeneratedSecret(stack, `secret_${name.replaceAll("-", "_")}`, {
      name: pathOf(name),
      ...of,
      ...secrets.generated[name],
      recoveryWindowDays: secrets.recoveryWindowDays,
      keyArn,
      protection: protection.allowDestroy,
    });
    acknowledgeByDesign(generated, "secrets-rotate-automatically", rotatedByHand, "docs/runbooks/secret-rotation.md");
    return generated;
  };
}

/** A generated secret, or the one that RDS makes. @param make is called only for the former */
export function masterPasswordFrom(
  { source }: MasterPasswordConfig,
  keyArn: string,
  make: (of: Pick<GeneratedSecretProps, "characters" | "dataClass">) => GeneratedSecret,
): MasterPassword {
  return source === "rds-managed"
    ? { source, keyArn }
    : { source, secret: make({ characters: "rds-password", dataClass: "phi" }) };
}
