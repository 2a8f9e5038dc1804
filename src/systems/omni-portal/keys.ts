import type { OmniPortalConfig } from "../../config";
import type { EncryptionKey } from "../../constructs/security/encryption-key";
import { by, through } from "../../constructs/security/key-policy";
import type { SystemStack } from "../../platform/system-stack";
import { keyMaker } from "../shared/keys";
import type { OmniPortalNames } from "./names";

/** One key for each kind of data at rest, so that access to one kind opens no other. */
export interface Keys {
  /** Storage, snapshots, Performance Insights and recovery points of the database. */
  readonly rds: EncryptionKey;
  readonly redis: EncryptionKey;
  /** Objects in buckets, container images among them. */
  readonly s3: EncryptionKey;
  /** Log groups, messages, the audit trail and shell sessions. */
  readonly cloudwatch: EncryptionKey;
  /** Not among the document's four: whoever may decrypt the database's storage need not read its password. */
  readonly secrets: EncryptionKey;
}

export function buildKeys(stack: SystemStack, config: OmniPortalConfig, names: OmniPortalNames): Keys {
  const key = keyMaker(stack, config, names.keyAliases);
  const trail = { kind: "trail", trailName: names.audit.trail } as const;
  return {
    rds: key("rds", "Database storage, snapshots, Performance Insights and recovery points", [
      through("rds"),
      through("backup"),
    ]),
    redis: key("redis", "Redis storage and snapshots", [through("elasticache")]),
    s3: key("s3", "Objects in S3 and container images", [
      through("s3"),
      through("ecr"),
      through("backup"),
      trail,
      by("config"),
      by("guardduty"),
      by("elastiCacheSnapshots"),
    ]),
    cloudwatch: key("cloudwatch", "Log groups, messages, the audit trail and sessions", [
      { kind: "logs", logGroupNames: names.logGroups },
      { kind: "alarms" },
      by("eventBridge"),
      by("rdsEvents"),
      { ...trail, notices: true },
      through("s3"),
      through("sns"), // CodeDeploy's role tells of deployments
      { kind: "sessions" },
    ]),
    secrets: key("secrets", "Secrets in Secrets Manager", [through("secretsmanager")]),
  };
}
