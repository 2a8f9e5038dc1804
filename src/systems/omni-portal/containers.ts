import type { OmniPortalConfig } from "../../config";
import { ContainerRepository } from "../../constructs/compute/container-repository";
import { EcsCluster } from "../../constructs/compute/ecs-cluster";
import { FargateService } from "../../constructs/compute/fargate-service";
import { OneShotTask } from "../../constructs/compute/one-shot-task";
import { ReleasedImage } from "../../constructs/compute/released-image";
import type { MySqlInstance } from "../../constructs/data-stores/mysql-instance";
import type { RedisCache } from "../../constructs/data-stores/redis-cache";
import { ShellAccessRole } from "../../constructs/compute/shell-access-role";
import type { SystemStack } from "../../platform/system-stack";
import type { DataClass } from "../../platform/tags";
import { deploymentsOf } from "../shared/deployments";
import { permitFiles } from "./buckets";
import type { Database } from "./database";
import { databaseUsersProgram } from "./database-users";
import type { Edge } from "./edge";
import type { Secrets } from "./secrets";
import type { Surroundings } from "./surroundings";

export interface Containers {
  readonly cluster: EcsCluster;
  readonly repository: ContainerRepository;
  readonly api: FargateService;
  /** Makes the database's users; `estate db bootstrap` runs it. */
  readonly bootstrap: OneShotTask;
  /** For people who open shells in tasks. */
  readonly shells: ShellAccessRole;
}

/** What the containers are connected to beyond the surroundings. */
export interface ContainerPeers {
  readonly secrets: Secrets;
  readonly database: Database;
  readonly cache: RedisCache;
  readonly edge: Edge;
}

/** The ECS cluster with the one service of OmniPortal, and the one-shot task that makes the database's users. */
export function buildContainers(
  stack: SystemStack,
  config: OmniPortalConfig,
  { names, keys, alarms, buckets, network, workloads }: Surroundings,
  { secrets, database, cache, edge }: ContainerPeers,
): Containers {
  const { api: sizes, retention } = config;
  const { service, api: name } = names.containers;
  const protection = config.protection.allowDestroy;
  const cluster = new EcsCluster(stack, "cluster", {
    name: names.containers.cluster,
    sessionLogGroupName: names.containers.sessionLogGroup,
    sessionRetentionDays: retention.auditLogDays,
    insightsRetentionDays: retention.applicationLogDays,
    keyArn: keys.cloudwatch.keyArn,
    spot: true,
    protection,
  });
  const repository = new ContainerRepository(stack, "api_repository", { name, keyArn: keys.s3.keyArn, protection });
  const image = new ReleasedImage(stack, "api_release", { parameterName: names.containers.release, repository });
  const output = (groupName: string, retentionDays: number, dataClass: DataClass) => ({
    groupName,
    retentionDays,
    dataClass,
    keyArn: keys.cloudwatch.keyArn,
    protection,
  });

  const { instance, applicationSecret } = database;
  const address = { DB_HOST: instance.endpoint, DB_PORT: String(instance.port), DB_NAME: instance.databaseName };
  const users = { DB_USER: config.database.application.username, DB_IAM_USER: config.database.iamUsername };
  const secretsKeyArn = keys.secrets.keyArn;
  const databaseLogin = { secretArn: applicationSecret.secretArn, jsonKey: "password" };
  const api = new FargateService(stack, "api", {
    name,
    serviceName: service,
    containerName: service,
    image,
    port: sizes.port,
    cpu: sizes.cpu,
    memoryMiB: sizes.memoryMiB,
    scaling: { minTasks: sizes.tasks.min, maxTasks: sizes.tasks.max, ...sizes.scaleAt },
    deployments: deploymentsOf(sizes.deployments, edge.loadBalancer, alarms),
    cluster,
    capacity: sizes.capacity,
    subnetIds: network.appSubnetIds,
    securityGroup: workloads,
    targets: edge.targets.blue,
    healthCheck: { path: sizes.healthPath },
    environment: {
      ...address,
      ...users,
      DB_READ_HOST: (instance.replicas.replica ?? instance).endpoint,
      REDIS_HOST: cache.primaryEndpoint,
      REDIS_PORT: String(cache.port),
      REDIS_USER: cache.username,
      REDIS_SCHEME: "tls",
      DOCUMENTS_BUCKET: buckets.documents.bucketName,
      ASSETS_BUCKET: buckets.assets.bucketName,
    },
    secrets: {
      DB_PASSWORD: databaseLogin,
      JWT_SECRET: { secretArn: secrets.jwt.secretArn },
      APP_KEY: { secretArn: secrets.appKey.secretArn },
    },
    secretsKeyArn,
    shells: {
      allowed: true,
      reason:
        "Document 000 looks into database trouble from a task; sessions are recorded, encrypted, and ask for a second factor.",
    },
    permissions: [
      ...instance.permitConnecting(config.database.iamUsername),
      ...cache.permitConnecting(),
      ...permitFiles(buckets, keys.s3, stack.settings.region),
    ],
    logs: output(names.containers.logGroup, retention.applicationLogDays, "phi"), // a program of another team: what it prints may be anything
  });
  api.watch(alarms, `${names.prefix}-ecs-api`);

  const bootstrap = new OneShotTask(stack, "database_bootstrap", {
    name: names.database.bootstrap,
    containerName: "database-bootstrap",
    image,
    command: ["sh", "-c", databaseUsersProgram(config.database.databaseName)],
    cpu: 256,
    memoryMiB: 512,
    environment: { ...address, ...users, MASTER_USER: config.database.masterUsername },
    secrets: { MASTER_PASSWORD: masterLogin(config, instance), DB_PASSWORD: databaseLogin },
    secretsKeyArn,
    logs: output(names.database.bootstrapLogGroup, retention.auditLogDays, "internal"),
  });
  const shells = new ShellAccessRole(stack, "shell_role", {
    name: names.containers.shellRole,
    cluster,
    containerName: service,
  });
  return { cluster, repository, api, bootstrap, shells };
}

/** A generated master password is the whole secret, RDS's own one part of a document. */
function masterLogin(
  { database: { masterPassword } }: OmniPortalConfig,
  { masterSecretArn: secretArn }: MySqlInstance,
) {
  return masterPassword.source === "secret" ? { secretArn } : { secretArn, jsonKey: "password" };
}
