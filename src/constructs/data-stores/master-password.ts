import type { TerraformResource } from "cdktf";
import type { GeneratedSecret } from "../security/generated-secret";

/** Who makes the master password: a generated secret, or RDS, which then also rotates it. */
export type MasterPassword =
  | { readonly source: "secret"; readonly secret: GeneratedSecret }
  | { readonly source: "rds-managed"; /** CMK of the secret that RDS makes. */ readonly keyArn: string };

/** Where the password is kept. One that RDS manages shows up after the apply that asks for it; until then it is null. */
export function masterSecretArn(password: MasterPassword, database: TerraformResource): string {
  return password.source === "secret"
    ? password.secret.secretArn
    : `\${one(${database.terraformResourceType}.${database.friendlyUniqueId}.master_user_secret[*].secret_arn)}`;
}
