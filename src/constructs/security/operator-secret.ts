import { DataAwsKmsAlias } from "@cdktf/provider-aws/lib/data-aws-kms-alias";
import { DataAwsSecretsmanagerSecret } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret";
import { DataAwsSecretsmanagerSecretVersions } from "@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-versions";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { EphemeralResource } from "../../platform/ephemeral";
import type { StoredSecret } from "./stored-secret";

export interface OperatorSecretsProps<Name extends string> {
  /** Path of each in Secrets Manager, such as `{ db_password: "itrack/production/db_password" }`. */
  readonly names: Readonly<Record<Name, string>>;
  /** `alias/…` of the CMK that encrypts all of them. */
  readonly keyAlias: string;
}

/** Secrets that a person made before the deployment, with the key that encrypts them: Terraform makes, changes and destroys none of them. */
export class OperatorSecrets<Name extends string> extends Construct {
  readonly secrets: Readonly<Record<Name, OperatorSecret>>;
  readonly keyArn: string;

  constructor(scope: Construct, id: string, { names, keyAlias }: OperatorSecretsProps<Name>) {
    super(scope, id);
    const paths = Object.entries(names) as [Name, string][];
    this.secrets = Object.fromEntries(
      paths.map(([name, path]) => [name, new OperatorSecret(this, name, path)]),
    ) as Record<Name, OperatorSecret>;
    this.keyArn = new DataAwsKmsAlias(this, "key", { name: keyAlias }).targetKeyArn;
  }
}

/** A secret that Terraform finds by its name. Its value goes from Secrets Manager through Terraform's memory to who needs it, and nowhere else. */
export class OperatorSecret extends Construct implements StoredSecret {
  readonly secretArn: string;
  private versions?: DataAwsSecretsmanagerSecretVersions;
  private stored?: EphemeralResource;

  /** @param name path in Secrets Manager */
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.secretArn = new DataAwsSecretsmanagerSecret(this, "Resource", { name }).arn;
  }

  /** A number made of the current version's id: whoever changes the value changes the next plan. */
  get version(): number {
    // 48 bits: as many as every program that reads a plan keeps exact.
    return Token.asNumber(`\${parseint(substr(sha256(${this.currentVersion()}), 0, 12), 16)}`);
  }

  /** Read by the id that `version` was made of: a value that is changed between plan and apply waits for the next plan. */
  ephemeralValue(): string {
    this.stored ??= new EphemeralResource(this, "stored", "aws_secretsmanager_secret_version", {
      secret_id: this.secretArn,
      version_id: `\${${this.currentVersion()}}`,
    });
    return this.stored.attribute("secret_string");
  }

  /** The id as a Terraform expression. The data source lists ids and labels of the versions, and no values. */
  private currentVersion(): string {
    this.versions ??= new DataAwsSecretsmanagerSecretVersions(this, "versions", { secretId: this.secretArn });
    const { terraformResourceType, friendlyUniqueId } = this.versions;
    const all = `data.${terraformResourceType}.${friendlyUniqueId}.versions`;
    return `one([for version in ${all} : version.version_id if contains(version.version_stages, "AWSCURRENT")])`;
  }
}
