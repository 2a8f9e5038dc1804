import type { OmniPortalSecretName } from "../../config";

/** The names that document 000 fixes, and those made in their image; changing one here renames (often: replaces) the real thing. */
export type OmniPortalNames = ReturnType<typeof omniPortalNames>;

/** @param environment `dev`, `staging` or `production` */
export function omniPortalNames(environment: string) {
  const prefix = `omni-portal-${environment}`;
  const cluster = prefix;
  const rotationFunction = `${prefix}-database-user-rotation`;
  const databaseLog = (instance: string, type: string) => `/aws/rds/instance/${instance}/${type}`;
  const redisLog = (type: string) => `/aws/elasticache/${prefix}/${type}`;
  const names = {
    prefix,
    network: { vpc: prefix, flowLogs: `/aws/vpc/${prefix}-flow-logs` },
    keyAliases: {
      rds: `alias/${prefix}-rds`,
      redis: `alias/${prefix}-redis`,
      s3: `alias/${prefix}-s3`,
      cloudwatch: `alias/${prefix}-cloudwatch`,
      secrets: `alias/${prefix}-secrets`,
    },
    copyKeyAliases: { backups: `alias/${prefix}-backup-copy`, s3: `alias/${prefix}-s3-copy` },
    database: {
      instance: prefix,
      replica: `${prefix}-replica`,
      securityGroup: `${prefix}-rds-sg`,
      rotationFunction,
      rotationLogGroup: `/aws/lambda/${rotationFunction}`,
      bootstrap: `${prefix}-database-bootstrap`,
      bootstrapLogGroup: `/aws/ecs/${prefix}/database-bootstrap`,
    },
    /** `user` comes by IAM; users of ElastiCache are unique in the account. */
    cache: { replicationGroup: prefix, securityGroup: `${prefix}-redis-sg`, user: `${prefix}-api` },
    /** `omni-portal-<name>-<env>-<hex>`; the hexadecimal digits make it unique in all of AWS. */
    bucket: (name: BucketName, hex: string) => `omni-portal-${name}-${environment}-${hex}`,
    alarmTopic: `${prefix}-alerts`,
    audit: {
      trail: prefix,
      logGroup: `/aws/cloudtrail/${prefix}`,
      conformancePack: `${prefix}-hipaa-security`,
      configBucket: (account: string) => `${prefix}-config-${account}`,
      findingsBucket: (account: string) => `${prefix}-findings-${account}`,
    },
    containers: {
      cluster,
      /** The service and its container: one name in every environment, for the cluster has the environment's. */
      service: "omni-portal-api",
      /** Repository, task definition and roles, which are unique in the account. */
      api: `${prefix}-api`,
      securityGroup: `${prefix}-ecs-sg`,
      logGroup: `/aws/ecs/${prefix}/api`,
      sessionLogGroup: `/aws/ecs/${prefix}/exec`,
      insightsLogGroup: `/aws/ecs/containerinsights/${cluster}/performance`, // fixed by ECS
      /** The parameter that holds the digest of the image that runs. */
      release: `/omni-portal/${environment}/releases/api`,
      shellRole: `${prefix}-shell`,
    },
    edge: {
      loadBalancer: `${prefix}-alb`,
      securityGroup: `${prefix}-alb-sg`,
      targetGroups: { blue: `${prefix}-api-blue`, green: `${prefix}-api-green` },
      webAcl: `${prefix}-waf`,
      webAclLogGroup: `aws-waf-logs-${prefix}`,
    },
    dashboard: prefix,
    /** Path of a secret in Secrets Manager. */
    secret: (name: OmniPortalSecretName | "database-user") => `omni-portal/${environment}/${name}`,
  } as const;
  const { audit, containers, database, edge, network } = names;
  /** Every log group that the deployment may have: the cloudwatch key admits these and no other. */
  const logGroups = [
    network.flowLogs,
    audit.logGroup,
    ...[database.instance, database.replica].flatMap((instance) =>
      ["audit", "error", "general", "slowquery"].map((type) => databaseLog(instance, type)),
    ),
    redisLog("slow-log"),
    redisLog("engine-log"),
    database.rotationLogGroup,
    database.bootstrapLogGroup,
    containers.logGroup,
    containers.sessionLogGroup,
    containers.insightsLogGroup,
    edge.webAclLogGroup,
  ];
  return { ...names, logGroups };
}

/** The four documented buckets with their copies in another region, and that of the trail, beside whose files nobody writes. */
export type BucketName = DocumentedBucket | `${DocumentedBucket}-copy` | "trail";
type DocumentedBucket = "documents" | "assets" | "logs" | "backups";
