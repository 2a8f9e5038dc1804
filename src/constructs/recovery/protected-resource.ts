import type { SecurityGroup } from "../network/security-group";

/** A database, and the network into which a test restores it. */
export interface ProtectedDatabase {
  readonly type: "Aurora" | "RDS";
  readonly arn: string;
  readonly restoreInto: { readonly subnetGroupName: string; readonly securityGroup: SecurityGroup };
}

/** A bucket. AWS Backup needs its versions and its events in EventBridge, as `SecureBucket` has them. */
export interface ProtectedBucket {
  readonly type: "S3";
  readonly arn: string;
}

/**
 * A table. AWS Backup keeps its recovery points under the vault's key, copies them and lets them grow cold, where the account
 * has its advanced features for DynamoDB on, as accounts that came after November 2021 have.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/advanced-ddb-backup.html
 */
export interface ProtectedTable {
  readonly type: "DynamoDB";
  readonly arn: string;
  /** CMK under which a test restores it. */
  readonly keyArn: string;
}

/** What AWS Backup keeps recovery points of; `type` is its own word for it. */
export type ProtectedResource = ProtectedDatabase | ProtectedBucket | ProtectedTable;

export function isDatabase(resource: ProtectedResource): resource is ProtectedDatabase {
  return resource.type === "Aurora" || resource.type === "RDS";
}

/** Whether a test restores it: databases and tables. */
export function isTestable(resource: ProtectedResource): resource is ProtectedDatabase | ProtectedTable {
  return isDatabase(resource) || resource.type === "DynamoDB";
}
