import type { ITrackConfig } from "../../config";
import type { EncryptionKey } from "../../constructs/security/encryption-key";
import { by, through } from "../../constructs/security/key-policy";
import type { SystemStack } from "../../platform/system-stack";
import { keyMaker } from "../shared/keys";
import type { ITrackNames } from "./names";

/** One key for each kind of data at rest; that of the secrets is older than the deployment. */
export interface Keys {
  /** The database, the table, messages that the handler could not answer, and recovery points. */
  readonly data: EncryptionKey;
  /** Objects in buckets, container images among them. */
  readonly s3: EncryptionKey;
  /** Log groups, messages of alarms, the audit trail and shell sessions. */
  readonly logs: EncryptionKey;
}

export function buildKeys(stack: SystemStack, config: ITrackConfig, names: ITrackNames): Keys {
  const key = keyMaker(stack, config, names.keyAliases);
  const trail = { kind: "trail", trailName: names.audit.trail } as const;
  return {
    data: key("data", "The database, the table of items, functions, and recovery points", [
      through("rds"),
      through("dynamodb"),
      through("lambda"),
      through("sqs"),
      through("backup"),
    ]),
    s3: key("s3", "Objects in S3 and container images", [
      through("s3"),
      through("ecr"),
      trail,
      by("config"),
      by("guardduty"),
      by("cloudFront"),
    ]),
    logs: key("logs", "Log groups, messages, the audit trail and sessions", [
      { kind: "logs", logGroupNames: names.logGroups },
      { kind: "alarms" },
      by("eventBridge"),
      by("rdsEvents"),
      by("budgets"),
      { ...trail, notices: true },
      through("s3"),
      through("ec2"), // the bastion's volume
      through("sns"), // CodeDeploy's role tells of deployments
      { kind: "sessions" },
    ]),
  };
}
