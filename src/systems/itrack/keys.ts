import { Construct } from "constructs";
import type { ITrackConfig } from "../../config";
import { EncryptionKey } from "../../constructs/security/encryption-key";
import type { IntegratedService, KeyUse } from "../../constructs/security/key-policy";
import type { ServicePrincipal } from "../../constructs/security/key-principals";
import type { SystemStack } from "../../platform/system-stack";
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

export function buildKeys(stack: SystemStack, { keys, protection }: ITrackConfig, names: ITrackNames): Keys {
  const scope = new Construct(stack, "keys");
  const key = (id: keyof Keys, description: string, uses: readonly KeyUse[]) =>
    new EncryptionKey(scope, id, {
      ...keys,
      aliasName: names.keyAliases[id],
      description,
      uses,
      protection: protection.allowDestroy,
    });
  const through = (service: IntegratedService): KeyUse => ({ kind: "service", service });
  const by = (principal: ServicePrincipal): KeyUse => ({ kind: "principal", principal });
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
