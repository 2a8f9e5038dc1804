import type { OmnirapeuticConfig } from "../../config";
import { ContainerRepository } from "../../constructs/compute/container-repository";
import { EcsCluster } from "../../constructs/compute/ecs-cluster";
import { FargateService } from "../../constructs/compute/fargate-service";
import type { FargateServiceProps, Releasable } from "../../constructs/compute/fargate-service-props";
import { OneShotTask } from "../../constructs/compute/one-shot-task";
import { ReleasedImage } from "../../constructs/compute/released-image";
import { readSecrets } from "../../constructs/compute/task-roles";
import type { SystemStack } from "../../platform/system-stack";
import type { DataClass } from "../../platform/tags";
import type { Database } from "./database";
import type { Edge } from "./edge";
import type { Secrets } from "./secrets";
import type { Surroundings } from "./surroundings";

type ServiceName = "api" | "web" | "worker";

export interface Containers {
  readonly cluster: EcsCluster;
  readonly repositories: Readonly<Record<ServiceName, ContainerRepository>>;
  readonly services: Readonly<Record<ServiceName, FargateService>>;
  /** Of each service what `estate release` reads, in the spelling of its output. */
  readonly releasable: Readonly<Record<ServiceName, Releasable>>;
  /** Prepares the database for the application; `estate db bootstrap` runs it. */
  readonly bootstrap: OneShotTask;
}

/** What the containers are connected to beyond the surroundings. */
export interface ContainerPeers {
  readonly secrets: Secrets;
  readonly database: Database;
  readonly edge: Edge;
}

/** The ECS cluster, and per service a repository, the released image and the service: api and web behind the load balancer, worker without. */
export function buildContainers(
  stack: SystemStack,
  config: OmnirapeuticConfig,
  surroundings: Surroundings,
  { secrets, database, edge }: ContainerPeers,
): Containers {
  const { names, keys, alarms, network, workloads } = surroundings;
  const { retention, services: sizes } = config;
  const protection = config.protection.allowDestroy;
  const cluster = new EcsCluster(stack, "cluster", {
    name: names.containers.cluster,
    sessionLogGroupName: names.containers.sessionLogGroup,
    sessionRetentionDays: retention.auditLogDays,
    insightsRetentionDays: retention.applicationLogDays,
    keyArn: keys.logs.keyArn,
    protection,
  });
  const repository = (name: ServiceName) =>
    new ContainerRepository(stack, `${name}_repository`, {
      name: names.containers.service(name),
      keyArn: keys.s3.keyArn,
      protection,
    });
  const repositories = { api: repository("api"), web: repository("web"), worker: repository("worker") };
  const image = (name: ServiceName) =>
    new ReleasedImage(stack, `${name}_release`, {
      parameterName: names.containers.release(name),
      repository: repositories[name],
    });
  const images = { api: image("api"), web: image("web"), worker: image("worker") };
  const output = (groupName: string, retentionDays: number, dataClass: DataClass) => ({
    groupName,
    retentionDays,
    dataClass,
    keyArn: keys.logs.keyArn,
    protection,
  });

  const service = (name: ServiceName, dataClass: DataClass, own: Partial<FargateServiceProps>) => {
    const { cpu, memoryMiB, tasks } = sizes[name];
    const built = new FargateService(stack, name, {
      name: names.containers.service(name),
      containerName: name,
      image: images[name],
      cpu,
      memoryMiB,
      scaling: { minTasks: tasks.min, maxTasks: tasks.max },
      cluster,
      subnetIds: network.appSubnetIds,
      securityGroup: workloads,
      logs: output(names.containers.logGroup(name), retention.applicationLogDays, dataClass),
      ...own,
    });
    built.watch(alarms, `${names.prefix}-ecs-${name}`);
    return built;
  };
  /** A service behind the load balancer: its targets, and one more reason to scale. */
  const behind = (name: "api" | "web"): Partial<FargateServiceProps> => {
    const { port, requestsPerTask, tasks } = sizes[name];
    const resourceLabel = `${edge.loadBalancer.arnSuffix}/${edge.targets[name].arnSuffix}`;
    const requests = { perTarget: requestsPerTask, resourceLabel };
    return { port, targets: edge.targets[name], scaling: { minTasks: tasks.min, maxTasks: tasks.max, requests } };
  };

  const { cluster: aurora, applicationSecret } = database;
  const address = { DB_HOST: aurora.endpoint, DB_PORT: String(aurora.port), DB_NAME: aurora.databaseName };
  const secretsKeyArn = keys.secrets.keyArn;
  const services = {
    api: service("api", "pii", {
      ...behind("api"),
      healthCheck: { path: sizes.api.healthPath },
      environment: {
        NODE_ENV: "production",
        PORT: String(sizes.api.port),
        ...address,
        DB_USER: config.database.application.username,
        DB_CREDENTIALS_ARN: applicationSecret.secretArn, // read again after a rotation
      },
      secrets: {
        DB_PASSWORD: { secretArn: applicationSecret.secretArn, jsonKey: "password" },
        JWT_SECRET: { secretArn: secrets.jwt.secretArn },
      },
      secretsKeyArn,
      permissions: readSecrets(stack, { secretArns: [applicationSecret.secretArn], keyArn: secretsKeyArn }),
    }),
    // Programs of other teams: what they print may be anything.
    web: service("web", "phi", {
      ...behind("web"),
      environment: { NODE_ENV: "production", PORT: String(sizes.web.port) },
    }),
    worker: service("worker", "phi", { environment: { NODE_ENV: "production" } }),
  };
  const bootstrap = new OneShotTask(stack, "database_bootstrap", {
    name: names.database.bootstrap,
    containerName: "database-bootstrap",
    image: images.api,
    command: ["node", "dist/bootstrap/main.js"],
    cpu: 256,
    memoryMiB: 512,
    environment: {
      NODE_ENV: "production",
      ...address,
      MASTER_USER: config.database.masterUsername,
      MASTER_CREDENTIALS_ARN: aurora.masterSecretArn,
      APP_CREDENTIALS_ARN: applicationSecret.secretArn,
    },
    readableSecrets: { secretArns: [aurora.masterSecretArn, applicationSecret.secretArn], keyArn: secretsKeyArn },
    logs: output(names.database.bootstrapLogGroup, retention.auditLogDays, "internal"),
  });
  return {
    cluster,
    repositories,
    services,
    releasable: {
      api: services.api.releasable(),
      web: services.web.releasable(),
      worker: services.worker.releasable(),
    },
    bootstrap,
  };
}
