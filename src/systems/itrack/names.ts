import type { ITrackSecretName } from "../../config";

/** The names that document 003 fixes, and those made in their image; changing one here renames (often: replaces) the real thing. */
export type ITrackNames = ReturnType<typeof itrackNames>;

/** @param environment `staging` or `production` */
export function itrackNames(environment: string) {
  const prefix = `itrack-${environment}`;
  const cluster = `itrack-ecs-cluster-${environment}`;
  const handler = `itrack-api-handler-${environment}`;
  const databaseLog = (type: string) => `/aws/rds/instance/${prefix}/${type}`;
  const names = {
    prefix,
    network: { vpc: prefix, flowLogs: `/aws/vpc/${prefix}-flow-logs` },
    keyAliases: { data: `alias/${prefix}-data`, s3: `alias/${prefix}-s3`, logs: `alias/${prefix}-logs` },
    copyKeyAliases: {
      backups: `alias/${prefix}-backup-copy`,
      items: `alias/${prefix}-items-copy`,
      s3: `alias/${prefix}-s3-copy`,
    },
    /** Path of a secret in Secrets Manager; `make create-secrets` makes it. */
    secret: (name: ITrackSecretName) => `itrack/${environment}/${name}`,
    database: { instance: prefix, securityGroup: `${prefix}-rds-sg` },
    handler: {
      function: handler,
      logGroup: `/aws/lambda/${handler}`, // fixed by Lambda
      securityGroup: `${prefix}-handler-sg`,
      packages: (account: string) => `${prefix}-packages-${account}`,
    },
    api: {
      api: prefix,
      stage: environment,
      accessLogs: `/aws/apigateway/${prefix}/access`,
      /** Fixed by API Gateway, which puts the API's id for `*`. */
      executionLogs: `API-Gateway-Execution-Logs_*/${environment}`,
      users: prefix,
      userLogs: `/aws/vendedlogs/cognito/${prefix}`,
      /** The account's one role: its name says nothing of the owner. */
      loggingRole: "api-gateway-logs",
    },
    edge: {
      loadBalancer: `${prefix}-alb`,
      securityGroup: `${prefix}-alb-sg`,
      targetGroups: {
        backend: { blue: `${prefix}-backend-blue`, green: `${prefix}-backend-green` },
        frontend: `${prefix}-frontend`,
      },
      webAcl: `${prefix}-waf`,
      webAclLogGroup: `aws-waf-logs-${prefix}`,
    },
    site: {
      distribution: prefix,
      bucket: (account: string) => `${prefix}-site-${account}`,
      copyBucket: (account: string) => `${prefix}-site-copy-${account}`,
      copyLogsBucket: (account: string) => `${prefix}-site-copy-logs-${account}`,
      webAcl: `${prefix}-cloudfront-waf`,
      webAclLogGroup: `aws-waf-logs-${prefix}-cloudfront`,
      logGroup: `/aws/vendedlogs/cloudfront/${prefix}`,
    },
    containers: {
      cluster,
      /** Of the service in its cluster. */
      service: (name: ServiceName) => `itrack-${name}-service`,
      /** Repository, task definition and roles, which are unique in the account. */
      task: (name: ServiceName) => `${prefix}-${name}`,
      securityGroup: `${prefix}-ecs-sg`,
      logGroup: (name: ServiceName) => `/ecs/itrack-${name}-${environment}`,
      sessionLogGroup: `/ecs/${prefix}/exec`,
      insightsLogGroup: `/aws/ecs/containerinsights/${cluster}/performance`, // fixed by ECS
      /** The parameter that holds the digest of the image that runs. */
      release: (name: ServiceName) => `/itrack/${environment}/releases/${name}`,
    },
    bastion: {
      name: `${prefix}-bastion`,
      securityGroup: `${prefix}-bastion-sg`,
      sessions: `${prefix}-bastion-sessions`,
      sessionLogGroup: `/aws/ssm/${prefix}-bastion-sessions`,
    },
    audit: {
      logsBucket: (account: string) => `${prefix}-logs-${account}`,
      trail: prefix,
      trailBucket: (account: string) => `${prefix}-trail-${account}`,
      logGroup: `/aws/cloudtrail/${prefix}`,
      conformancePack: `${prefix}-hipaa-security`,
      configBucket: (account: string) => `${prefix}-config-${account}`,
      findingsBucket: (account: string) => `${prefix}-findings-${account}`,
    },
    topics: { critical: `${prefix}-critical`, notices: `${prefix}-notices` },
    budget: `${prefix}-monthly`,
    dashboard: prefix,
  } as const;
  const { api, audit, bastion, containers, edge, handler: handlers, network, site } = names;
  /** Every log group that the deployment may have: the logs key admits these and no other. */
  const logGroups = [
    network.flowLogs,
    audit.logGroup,
    ...["audit", "error", "general", "slowquery"].map(databaseLog),
    handlers.logGroup,
    api.accessLogs,
    api.executionLogs,
    api.userLogs,
    edge.webAclLogGroup,
    site.webAclLogGroup,
    site.logGroup,
    containers.logGroup("backend"),
    containers.logGroup("frontend"),
    containers.sessionLogGroup,
    containers.insightsLogGroup,
    bastion.sessionLogGroup,
  ];
  return { ...names, logGroups };
}

/** The two services in containers. */
export type ServiceName = "backend" | "frontend";
