import type { ITrackConfig } from "../../config";
import { ContainerRepository } from "../../constructs/compute/container-repository";
import { EcsCluster } from "../../constructs/compute/ecs-cluster";
import { FargateService } from "../../constructs/compute/fargate-service";
import type { FargateServiceProps } from "../../constructs/compute/fargate-service-props";
import { ReleasedImage } from "../../constructs/compute/released-image";
import type { SystemStack } from "../../platform/system-stack";
import { deploymentsOf } from "../shared/deployments";
import type { Api } from "./api";
import type { Edge } from "./edge";
import type { ServiceName } from "./names";
import type { Stores } from "./stores";
import type { Surroundings } from "./surroundings";

export interface Containers {
  readonly cluster: EcsCluster;
  readonly repositories: Readonly<Record<ServiceName, ContainerRepository>>;
  readonly services: Readonly<Record<ServiceName, FargateService>>;
}

/** What the containers are connected to beyond the surroundings. */
export interface ContainerPeers {
  readonly stores: Stores;
  readonly api: Api;
  readonly edge: Edge;
}

/** The ECS cluster, and per service a repository, the released image and the service behind the load balancer. */
export function buildContainers(
  stack: SystemStack,
  config: ITrackConfig,
  { names, keys, secrets, critical, notices, network, workloads }: Surroundings,
  { stores, api, edge }: ContainerPeers,
): Containers {
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
      name: names.containers.task(name),
      keyArn: keys.s3.keyArn,
      protection,
    });
  const repositories = { backend: repository("backend"), frontend: repository("frontend") };

  const service = (name: ServiceName, own: Partial<FargateServiceProps>) => {
    const { cpu, healthPath, memoryMiB, port, scaleAt, tasks } = sizes[name];
    const built = new FargateService(stack, `${name}_service`, {
      name: names.containers.task(name),
      serviceName: names.containers.service(name),
      containerName: name,
      image: new ReleasedImage(stack, `${name}_release`, {
        parameterName: names.containers.release(name),
        repository: repositories[name],
      }),
      port,
      cpu,
      memoryMiB,
      scaling: { minTasks: tasks.min, maxTasks: tasks.max, ...scaleAt },
      cluster,
      subnetIds: network.appSubnetIds,
      securityGroup: workloads,
      targets: edge.targets[name],
      healthCheck: { path: healthPath },
      logs: {
        groupName: names.containers.logGroup(name),
        retentionDays: retention.applicationLogDays,
        dataClass: "phi", // a program of another team: what it prints may be anything
        keyArn: keys.logs.keyArn,
        protection,
      },
      ...own,
    });
    built.watch(notices, `${names.prefix}-ecs-${name}`);
    return built;
  };

  const { database } = stores;
  const { masterUsername } = config.database;
  const origins = { API_URL: api.rest.url, SITE_URL: `https://${config.site.domainName}` };
  const services = {
    backend: service("backend", {
      deployments: deploymentsOf(sizes.backend.deployments, edge.loadBalancer, critical),
      environment: {
        NODE_ENV: "production",
        PORT: String(sizes.backend.port),
        DB_HOST: database.endpoint,
        DB_PORT: String(database.port),
        DB_NAME: database.databaseName,
        DB_USER: masterUsername,
        ...origins,
      },
      secrets: {
        DB_PASSWORD: { secretArn: secrets.secrets.db_password.secretArn },
        JWT_SECRET: { secretArn: secrets.secrets.jwt_secret.secretArn },
        API_KEY: { secretArn: secrets.secrets.api_key.secretArn },
      },
      secretsKeyArn: secrets.keyArn,
    }),
    frontend: service("frontend", {
      environment: { NODE_ENV: "production", PORT: String(sizes.frontend.port), ...origins },
    }),
  };
  return { cluster, repositories, services };
}
