import { SecretsmanagerSecret } from "@cdktf/provider-aws/lib/secretsmanager-secret";
import { SecretsmanagerSecretVersion } from "@cdktf/provider-aws/lib/secretsmanager-secret-version";
import { Construct } from "constructs";
import { EphemeralResource } from "../../platform/ephemeral";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { classify, type DataClass } from "../../platform/tags";
import type { StoredSecret } from "./stored-secret";

/** What a value is made of, as arguments of `random_password`. */
const CHARACTERS = {
  "letters-and-digits": { special: false },
  /** All that Aurora and MySQL on RDS accept in a master password: printable ASCII without `/`, `@`, quotes and space. */
  "rds-password": { special: true, override_special: "!#$%&*()-_=+[]{}<>:?" },
} as const;

export interface GeneratedSecretProps {
  /** Such as `omnirapeutic/production/aurora-master-password`. */
  readonly name: string;
  readonly description: string;
  /** What the secret opens. */
  readonly dataClass: DataClass;
  /** Characters of the value, 32-128. */
  readonly length: number;
  readonly characters: keyof typeof CHARACTERS;
  /**
   * From 1; adding 1 stores a new value. The one before stays readable as AWSPREVIOUS. Add 1 again when an apply failed
   * while it updated a user of the value: the provider records the new version although the old value is still in use.
   */
  readonly version: number;
  /** Days in which a deleted secret can be restored and its name is taken, 7-30. */
  readonly recoveryWindowDays: number;
  /** CMK whose policy admits Secrets Manager. */
  readonly keyArn: string;
  /** Kept: Terraform refuses to destroy the secret. */
  readonly protection: Safeguard;
  /** What is stored, made from the random value, for write-only use alone. @default the value itself */
  readonly document?: (value: string) => string;
}

/**
 * A secret whose random value goes from Terraform's memory to Secrets Manager and nowhere else: no plan, state or output
 * holds it. @stateful
 */
export class GeneratedSecret extends Construct implements StoredSecret {
  readonly secretArn: string;
  readonly secretName: string;
  /** That of the properties, so that a rotation reaches every use. */
  readonly version: number;
  readonly length: number;
  private readonly storedVersion: SecretsmanagerSecretVersion;
  private stored?: EphemeralResource;

  /** @throws Error when length, version or recovery window is out of range */
  constructor(scope: Construct, id: string, props: GeneratedSecretProps) {
    super(scope, id);
    requireValid(this, props);
    const secret = new SecretsmanagerSecret(this, "Resource", {
      name: props.name,
      description: props.description,
      kmsKeyId: props.keyArn, // 164.312(a)(2)(iv)
      recoveryWindowInDays: props.recoveryWindowDays, // 164.312(c)(1)
      lifecycle: lifecycleOf(props.protection),
    });
    classify(secret, props.dataClass);
    const generated = new EphemeralResource(this, "generated", "random_password", {
      length: props.length,
      ...CHARACTERS[props.characters],
    });
    this.storedVersion = new SecretsmanagerSecretVersion(this, "version", {
      secretId: secret.id,
      secretStringWo: (props.document ?? String)(generated.attribute("result")), // 164.312(d)
      secretStringWoVersion: props.version,
    });
    this.secretArn = secret.arn;
    this.secretName = secret.name;
    this.version = props.version;
    this.length = props.length;
  }

  /**
   * Read back after it was stored, because the generator gives another value at every run: an apply that stopped in
   * between goes on with the value that was stored.
   */
  ephemeralValue(): string {
    this.stored ??= new EphemeralResource(this, "stored", "aws_secretsmanager_secret_version", {
      secret_id: this.storedVersion.arn,
      version_id: this.storedVersion.versionId,
    });
    return this.stored.attribute("secret_string");
  }
}

function requireValid(secret: GeneratedSecret, { length, version, recoveryWindowDays }: GeneratedSecretProps): void {
  const problem = [
    (length < 32 || length > 128) && `length is ${length}; allowed are 32-128 characters`,
    (!Number.isInteger(version) || version < 1) && `version is ${version}; allowed are whole numbers from 1`,
    (recoveryWindowDays < 7 || recoveryWindowDays > 30) &&
      `recoveryWindowDays is ${recoveryWindowDays}; allowed are 7-30`,
  ].find((found) => found !== false);
  if (problem !== undefined) throw new Error(`[${secret.node.path}] ${problem}. Change it in the secret's properties.`);
}
