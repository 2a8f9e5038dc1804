import type { TerraformResource } from "cdktf";
import type { StoredSecret } from "../security/stored-secret";

/** Where the master password comes from: a secret that Terraform generated or a person made, or RDS, which then also rotates it. */
export type MasterPassword =
  | { readonly source: "secret"; readonly secret: StoredSecret }
  | { readonly source: "rds-managed"; /** CMK of the secret that RDS makes. */ readonly keyArn: string };

/** Where the password is kept. One that RDS manages shows up after the apply that asks for it; until then it is null. */
export function masterSecretArn(password: MasterPassword, database: TerraformResource): string {
  return password.source === "secret"
    ? password.secret.secretArn
    : `\${one(${database.terraformResourceType}.${database.friendlyUniqueId}.master_user_secret[*].secret_arn)}`;
}
