import type { SecretName } from "../../config";

type ServiceName = "api" | "web" | "worker";

/** The names that the documents fix; changing one here renames (often: replaces) the real thing. */
export type OmnirapeuticNames = ReturnType<typeof omnirapeuticNames>;

/** @param environment `dev`, `staging` or `production` */
export function omnirapeuticNames(environment: string) {
  const prefix = `omnirapeutic-${environment}`;
  const cluster = `${prefix}-cluster`;
  const rotationFunction = `${prefix}-database-user-rotation`;
  const names = {
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
      rotationFunction,
      rotationLogGroup: `/aws/lambda/${rotationFunction}`,
      bootstrap: `${prefix}-database-bootstrap`,
      bootstrapLogGroup: `/ecs/${prefix}/database-bootstrap`,
    },
    alarmTopic: `${prefix}-alarms`,
    audit: {
      trail: prefix,
      logGroup: `/aws/cloudtrail/${prefix}`,
      conformancePack: `${prefix}-hipaa-security`,
      /** Names of buckets are unique in all of AWS, so they end in the account id. */
      trailBucket: (account: string) => `${prefix}-trail-${account}`,
      accessLogsBucket: (account: string) => `${prefix}-access-logs-${account}`,
      configBucket: (account: string) => `${prefix}-config-${account}`,
      findingsBucket: (account: string) => `${prefix}-findings-${account}`,
    },
    containers: {
      cluster,
      securityGroup: `${prefix}-ecs-sg`,
      sessionLogGroup: `/ecs/${prefix}/exec`,
      insightsLogGroup: `/aws/ecs/containerinsights/${cluster}/performance`, // fixed by ECS
      /** Of the ECS service, its repository and its task definition. */
      service: (name: ServiceName) => `${prefix}-${name}`,
      logGroup: (name: ServiceName) => `/ecs/${prefix}/${name}`,
      /** The parameter that holds the digest of the image that runs. */
      release: (name: ServiceName) => `/omnirapeutic/${environment}/releases/${name}`,
    },
    edge: {
      loadBalancer: `${prefix}-alb`,
      securityGroup: `${prefix}-alb-sg`,
      logsBucket: (account: string) => `${prefix}-alb-logs-${account}`,
      targetGroups: { api: `${prefix}-api-tg`, web: `${prefix}-web-tg` },
      webAcl: `${prefix}-waf`,
      webAclLogGroup: `aws-waf-logs-${prefix}`,
    },
    bastion: {
      name: `${prefix}-bastion`,
      securityGroup: `${prefix}-bastion-sg`,
      sessions: `${prefix}-bastion-sessions`,
      sessionLogGroup: `/aws/ssm/${prefix}-bastion-sessions`,
    },
    backupCopyKeyAlias: `alias/${prefix}-backup-copy-key`,
    /** Path of a secret in Secrets Manager. */
    secret: (name: SecretName | "app-database-user") => `omnirapeutic/${environment}/${name}`,
  } as const;
  const { audit, bastion, containers, database, edge, network } = names;
  /** Every log group of the deployment: the logs key admits these and no other. */
  const logGroups = [
    network.flowLogs,
    audit.logGroup,
    database.logGroup,
    database.rotationLogGroup,
    database.bootstrapLogGroup,
    ...(["api", "web", "worker"] as const).map(containers.logGroup),
    containers.sessionLogGroup,
    containers.insightsLogGroup,
    edge.webAclLogGroup,
    bastion.sessionLogGroup,
  ];
  return { ...names, logGroups };
}
