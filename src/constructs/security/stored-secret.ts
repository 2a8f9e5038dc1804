/** A secret of Secrets Manager whose value Terraform hands on without ever keeping it. */
export interface StoredSecret {
  readonly secretArn: string;
  /** Changes with the value: stands in the `…_wo_version` argument beside every use of `ephemeralValue`. */
  readonly version: number;
  /** Characters of the value, where Terraform decides them. */
  readonly length?: number;
  /** The value, for write-only arguments alone. Needs `secretsmanager:GetSecretValue` to plan. */
  ephemeralValue(): string;
}
