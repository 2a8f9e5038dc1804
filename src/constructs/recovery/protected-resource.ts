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

/** What AWS Backup keeps recovery points of; `type` is its own word for it. */
export type ProtectedResource = ProtectedDatabase | ProtectedBucket;

export function isDatabase(resource: ProtectedResource): resource is ProtectedDatabase {
  return resource.type !== "S3";
}
