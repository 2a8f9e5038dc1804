import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { ContainerRepository } from "../../src/constructs/compute/container-repository";
import { EcsCluster } from "../../src/constructs/compute/ecs-cluster";
import { FargateService } from "../../src/constructs/compute/fargate-service";
import type {
  Deployments,
  FargateServiceProps,
  TrafficShiftSettings,
} from "../../src/constructs/compute/fargate-service-props";
import { ReleasedImage } from "../../src/constructs/compute/released-image";
import { AccessLogsBucket } from "../../src/constructs/data-stores/access-logs-bucket";
import { Certificate, type CertificateSource } from "../../src/constructs/edge/certificate";
import { LoadBalancer } from "../../src/constructs/edge/load-balancer";
import { LoadBalancerLogs } from "../../src/constructs/edge/load-balancer-logs";
import { TargetGroup } from "../../src/constructs/edge/target-group";
import { SecurityGroup } from "../../src/constructs/network/security-group";
import { AlarmTopic } from "../../src/constructs/observability/alarm-topic";
import { SloAlarms } from "../../src/constructs/observability/slo-alarms";
import { EncryptionKey } from "../../src/constructs/security/encryption-key";
import type { SystemStack } from "../../src/platform/system-stack";

const protection = { kept: false, reason: "A sample that goes away with its test." } as const;

/** Canary or blue/green, with what every sample has in common. */
export type Strategy = (settings: TrafficShiftSettings) => Deployments;

export const blueGreen: Strategy = (settings) => ({ strategy: "blue-green", ...settings });
export const canary: Strategy = (settings) => ({ strategy: "canary", percent: 10, minutes: 20, ...settings });

export interface ShiftedServiceSettings {
  readonly strategy: Strategy;
  readonly certificate: CertificateSource;
  readonly domainName: string;
  readonly service?: Partial<FargateServiceProps>;
  /** @default the two alarms of the service level */
  readonly undoneBy?: readonly { readonly alarmName: string }[];
}

/** A service `sample-api` behind a load balancer with blue and green targets, and the two alarms that undo its deployments. */
export function shiftedService(stack: SystemStack, settings: ShiftedServiceSettings): FargateService {
  const name = "sample-api";
  const { vpcId, subnetIds } = network(stack);
  const key = new EncryptionKey(stack, "key", {
    aliasName: "alias/sample",
    description: "Everything of the sample",
    uses: [
      { kind: "logs", logGroupNames: ["/ecs/sample/*"] },
      { kind: "alarms" },
      { kind: "service", service: "sns" },
      { kind: "service", service: "ecr" },
    ],
    rotationPeriodDays: 365,
    deletionWindowDays: 7,
    protection,
  });
  const keyArn = key.keyArn;
  const topic = new AlarmTopic(stack, "alarms", { name: "sample-alarms", keyArn, subscribers: [] });
  const tasks = new SecurityGroup(stack, "tasks", { vpcId, name: "sample-tasks", description: "Tasks" });
  const balancer = loadBalancer(stack, settings, vpcId, subnetIds);
  balancer.connectTo("api", tasks, 3000, "Requests and health checks");
  const cluster = new EcsCluster(stack, "cluster", {
    name: "sample",
    sessionLogGroupName: "/ecs/sample/exec",
    sessionRetentionDays: 2557,
    insightsRetentionDays: 365,
    keyArn,
    protection,
  });
  const repository = new ContainerRepository(stack, "repository", { name, keyArn, protection });
  const service = new FargateService(stack, "api", {
    name,
    serviceName: "sample-portal-api",
    image: new ReleasedImage(stack, "release", { parameterName: "/sample/releases/api", repository }),
    containerName: "api",
    cpu: 256,
    memoryMiB: 512,
    port: 3000,
    healthCheck: { path: "/health" },
    cluster,
    subnetIds,
    securityGroup: tasks,
    targets: balancer.traffic.blue,
    scaling: { minTasks: 2, maxTasks: 4 },
    deployments: settings.strategy({ traffic: balancer.traffic, keepOldTasksMinutes: 30, topic }),
    logs: { groupName: "/ecs/sample/api", retentionDays: 365, keyArn, dataClass: "phi", protection },
    ...settings.service,
  });
  const slo = new SloAlarms(stack, "slo", { topic, name: "sample", loadBalancerArnSuffix: balancer.arnSuffix });
  service.rollBackOn(...(settings.undoneBy ?? [slo.errorRate, slo.responseTime]));
  stack.output("ecs_cluster_name", cluster.clusterName, { description: "The cluster" });
  stack.output("container_services", { api: service.releasable() }, { description: "What is released" });
  return service;
}

function network(stack: SystemStack): { vpcId: string; subnetIds: string[] } {
  const vpc = new Vpc(stack, "vpc", { cidrBlock: "10.0.0.0/16" });
  new InternetGateway(stack, "gateway", { vpcId: vpc.id });
  const subnet = (zone: string, cidrBlock: string) =>
    new Subnet(stack, `subnet_${zone}`, { vpcId: vpc.id, cidrBlock, availabilityZone: `us-east-1${zone}` }).id;
  return { vpcId: vpc.id, subnetIds: [subnet("a", "10.0.0.0/24"), subnet("b", "10.0.1.0/24")] };
}

function loadBalancer(
  stack: SystemStack,
  { domainName, certificate: source }: ShiftedServiceSettings,
  vpcId: string,
  publicSubnetIds: readonly string[],
): LoadBalancer {
  const common = { vpcId, port: 3000, healthPath: "/health", stickinessSeconds: 86_400 };
  const targets = (color: string) => new TargetGroup(stack, color, { name: `sample-api-${color}`, ...common });
  const accessLogs = new AccessLogsBucket(stack, "access_logs", {
    name: "sample-access",
    retentionDays: 90,
    protection,
  });
  return new LoadBalancer(stack, "balancer", {
    name: "sample",
    securityGroupName: "sample-alb",
    vpcId,
    publicSubnetIds,
    certificate: new Certificate(stack, "certificate", { domainName, source }),
    defaultTargets: targets("blue"),
    blueGreen: { targets: targets("green"), testers: { office: { cidr: "10.8.0.0/16" } } },
    logs: new LoadBalancerLogs(stack, "logs", { name: "sample-logs", retentionDays: 2557, accessLogs, protection }),
    protection,
  });
}
