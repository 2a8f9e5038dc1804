import type { EstateDeployment } from "./estate";

/** What a value may be, as who uses it demands, and how sensitive what it opens is. */
export interface OperatorSecretRules {
  /** Characters of a given value. */
  readonly given: { readonly min: number; readonly max: number };
  /** Characters of a generated value, which consists of letters and digits. */
  readonly generated: { readonly min: number; readonly max: number };
  /** Every character that a given value may have. */
  readonly characters: RegExp;
  /** The same in words. */
  readonly allowed: string;
  readonly dataClass: "phi" | "internal";
}

export const operatorSecretKinds = {
  /**
   * Of a user of MySQL on RDS.
   * @see https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBInstance.html
   */
  "mysql-password": {
    given: { min: 16, max: 41 },
    generated: { min: 32, max: 41 },
    characters: /^[!#-.0-?A-~]*$/,
    allowed: 'printable ASCII without /, @, " and space',
    dataClass: "phi",
  },
  /** Signs or opens something; one below 32 characters can be guessed (RFC 7518, 3.2). */
  key: {
    given: { min: 32, max: 4096 },
    generated: { min: 32, max: 128 },
    characters: /^[!-~]*$/,
    allowed: "printable ASCII without space",
    dataClass: "internal",
  },
} as const satisfies Record<string, OperatorSecretRules>;
export type OperatorSecretKind = keyof typeof operatorSecretKinds;

/** One secret that a person makes. */
export interface OperatorSecretConfig {
  /** Environment variable that may give the value, such as `DB_PASSWORD`. */
  readonly variable: string;
  readonly kind: OperatorSecretKind;
  /** Characters of a generated value, 32-41 for a MySQL password, 32-128 for a key. */
  readonly length: number;
}

/** Secrets that people make with `estate secrets create` before the first deployment, and that the stack only reads. */
export interface OperatorSecretsConfig<Name extends string = string> {
  /** Alias (`alias/…`, with the environment) of the key that encrypts them; made by `estate backend setup` or with the secrets. */
  readonly keyAlias: string;
  /** `<system>/<environment>`: begins the path of each secret in Secrets Manager. */
  readonly prefix: string;
  /** Days after which a value is too old, 1-365. */
  readonly rotateEveryDays: number;
  readonly values: Readonly<Record<Name, OperatorSecretConfig>>;
}

/** The secrets that people make for a deployment; undefined where Terraform generates all of them. */
export function operatorSecretsOf({ config }: Pick<EstateDeployment, "config">): OperatorSecretsConfig | undefined {
  return "operatorSecrets" in config ? config.operatorSecrets : undefined;
}

/** The path of a secret in Secrets Manager, such as `itrack/production/db_password`. */
export function operatorSecretPath({ prefix }: Pick<OperatorSecretsConfig, "prefix">, name: string): string {
  return `${prefix}/${name}`;
}
