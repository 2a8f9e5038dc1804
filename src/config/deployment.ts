import type { Environment } from "./environment";

/** Where Terraform keeps the state of one deployment: an S3 bucket with a DynamoDB lock table. */
export interface BackendConfig {
  /** Name of the state bucket, 3-63 lowercase letters, digits and hyphens. */
  readonly bucket: string;
  /** Object key of the state; contains the environment and ends in `.tfstate`. */
  readonly key: string;
  readonly region: string;
  /** Name of the DynamoDB lock table, 3-255 characters. */
  readonly lockTable: string;
  /** Whether Terraform writes an S3 lock file as well. */
  readonly lockFile: boolean;
  /** Alias (`alias/…`) of the key that encrypts state bucket and lock table. */
  readonly kmsKeyAlias: string;
}

/** One system in one environment: one CDKTF stack, one Terraform state, one lock. */
export interface Deployment<C, System extends string = string> {
  /** `<system>-<environment>`, also the stack name. */
  readonly name: string;
  readonly system: System;
  readonly environment: Environment;
  /** The 12-digit AWS account; the provider refuses every other one. */
  readonly account: string;
  readonly region: string;
  readonly backend: BackendConfig;
  readonly config: C;
}
