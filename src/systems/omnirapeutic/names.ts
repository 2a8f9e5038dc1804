import type { SecretName } from "../../config";

/** The names that the documents fix; changing one here renames (often: replaces) the real thing. */
export interface OmnirapeuticNames {
  readonly prefix: string;
  readonly network: { readonly vpc: string; readonly flowLogs: string };
  readonly keyAliases: Readonly<Record<"aurora" | "s3" | "secrets" | "logs", `alias/${string}`>>;
  readonly database: { readonly cluster: string; readonly securityGroup: string; readonly logGroup: string };
  readonly alarmTopic: string;
  readonly audit: {
    readonly trail: string;
    readonly logGroup: string;
    /** Names of buckets are unique in all of AWS, so they end in the account id. */
    readonly trailBucket: (account: string) => string;
    readonly accessLogsBucket: (account: string) => string;
  };
  /** Path of a secret in Secrets Manager. */
  readonly secret: (name: SecretName) => string;
}

/** @param environment `dev`, `staging` or `production` */
export function omnirapeuticNames(environment: string): OmnirapeuticNames {
  const prefix = `omnirapeutic-${environment}`;
  return {
    prefix,
    network: { vpc: prefix, flowLogs: `/aws/vpc/${prefix}-flow-logs` },
    keyAliases: {
      aurora: `alias/${prefix}-aurora-encryption-key`,
      s3: `alias/${prefix}-s3-encryption-key`,
      secrets: `alias/${prefix}-secrets-encryption-key`,
      logs: `alias/${prefix}-logs-encryption-key`,
    },
    database: {
      cluster: prefix,
      securityGroup: `${prefix}-aurora-sg`,
      logGroup: `/aws/rds/cluster/${prefix}/postgresql`,
    },
    alarmTopic: `${prefix}-alarms`,
    audit: {
      trail: prefix,
      logGroup: `/aws/cloudtrail/${prefix}`,
      trailBucket: (account) => `${prefix}-trail-${account}`,
      accessLogsBucket: (account) => `${prefix}-access-logs-${account}`,
    },
    secret: (name) => `omnirapeutic/${environment}/${name}`,
  };
}
