import { operatorSecretPath, type OperatorSecretsConfig } from "../../../config";
import type { Ungrouped } from "./grouping";

export interface OperatorSecretNames {
  /** Of the deployment, for the command that mends it. */
  readonly deployment: string;
  /** The database instance, and the short name of the secret with its password. */
  readonly database: { readonly instance: string; readonly secret: string };
}

/** Secrets that people make and the stack only finds. 164.312(a)(2)(iv), 164.308(a)(5)(ii)(D) */
export function operatorSecretChecks(
  secrets: OperatorSecretsConfig,
  { deployment, database }: OperatorSecretNames,
): readonly Ungrouped[] {
  const { keyAlias, rotateEveryDays, values } = secrets;
  const type = "data.aws_secretsmanager_secret";
  const paths = Object.keys(values).map((name) => operatorSecretPath(secrets, name));
  const ours = { type, where: { name: paths } };
  const password = { type, where: { name: operatorSecretPath(secrets, database.secret) }, fact: "version" };
  return [
    { id: "secrets", title: `${paths.length} secrets, made by people`, of: ours, demand: { count: paths.length } },
    {
      id: "secrets-key",
      title: "Every secret is encrypted with the secrets key",
      of: ours,
      demand: {
        fact: "kms_key_id",
        sameAs: { type: "data.aws_kms_alias", where: { name: keyAlias }, fact: "target_key_arn" },
      },
    },
    {
      id: "secrets-age",
      title: `Every secret was changed within ${rotateEveryDays} days (npx estate secrets create ${deployment} --rotate)`,
      of: ours,
      demand: { fact: "days_since_change", atMost: rotateEveryDays },
    },
    {
      id: "database-password",
      title: `The database has the stored password (npx estate plan and deploy ${deployment})`,
      of: { type: "aws_db_instance", where: { identifier: database.instance } },
      demand: { fact: "password_version", sameAs: password },
    },
  ];
}
