import type { Move } from "./refactoring";

/** Where the stack's Terraform state lives. @see https://developer.hashicorp.com/terraform/language/backend/s3 */
export interface BackendSettings {
  readonly bucket: string;
  /** Object key of the state inside the bucket; one key a deployment. */
  readonly key: string;
  readonly region: string;
  /** DynamoDB table with the hash key `LockID`. */
  readonly lockTable: string;
  /** Also lock by an S3 lock file (Terraform >= 1.10), for a transition away from DynamoDB. */
  readonly lockFile: boolean;
  /** `alias/…` of the CMK that encrypts the state. */
  readonly kmsKeyAlias: string;
}

/** What every stack must know of its deployment: one system in one environment = one stack = one state. */
export interface StackSettings {
  /** The deployment and stack name, such as `omnirapeutic-production`. */
  readonly name: string;
  /** The system, such as `omnirapeutic`: the Project tag. */
  readonly project: string;
  readonly environment: string;
  /** 12-digit id of the only account that the provider may touch. */
  readonly account: string;
  readonly region: string;
  readonly backend: BackendSettings;
  /** The system's append-only move ledger, oldest first. */
  readonly moves: readonly Move[];
}
