import { ContainerRepository } from "../../../src/constructs/compute/container-repository";
import { EcsCluster, type EcsClusterProps } from "../../../src/constructs/compute/ecs-cluster";
import { FargateService } from "../../../src/constructs/compute/fargate-service";
import type { FargateServiceProps } from "../../../src/constructs/compute/fargate-service-props";
import { OneShotTask } from "../../../src/constructs/compute/one-shot-task";
import { ReleasedImage } from "../../../src/constructs/compute/released-image";
import { ShellAccessRole } from "../../../src/constructs/compute/shell-access-role";
import { SecurityGroup } from "../../../src/constructs/network/security-group";
import { AlarmTopic } from "../../../src/constructs/observability/alarm-topic";
import type { Safeguard } from "../../../src/platform/safeguard";
import { synthesize, type Synthesized } from "../../support/synthesize";

export const keyArn = "arn:aws:kms:us-east-1:123456789012:key/sample";
export const secretArn = "arn:aws:secretsmanager:us-east-1:123456789012:secret:sample-abcdef";

/** A cluster and a role for shells in it, a repository with its release, a watched service `api` and a one-shot task `bootstrap`. */
export function synthesizeService(
  props: Partial<FargateServiceProps> = {},
  protection: Safeguard = { kept: true },
  clusterProps: Partial<EcsClusterProps> = {},
): Synthesized {
  return synthesize((stack) => {
    const cluster = new EcsCluster(stack, "cluster", {
      name: "sample-cluster",
      sessionLogGroupName: "/ecs/sample/exec",
      sessionRetentionDays: 2557,
      insightsRetentionDays: 365,
      keyArn,
      protection,
      ...clusterProps,
    });
    new ShellAccessRole(stack, "shells", { name: "sample-shell", cluster, containerName: "api" });
    const repository = new ContainerRepository(stack, "repository", { name: "sample-api", keyArn, protection });
    const image = new ReleasedImage(stack, "release", { parameterName: "/sample/dev/releases/api", repository });
    const topic = new AlarmTopic(stack, "alarms", { name: "sample", keyArn, subscribers: [] });
    const logs = { retentionDays: 365, keyArn, dataClass: "pii", protection } as const;
    const task = { image, containerName: "api", cpu: 512, memoryMiB: 1024 };
    new FargateService(stack, "api", {
      ...task,
      name: "sample-api",
      cluster,
      port: 3000,
      healthCheck: { path: "/health" },
      environment: { PORT: "3000" },
      secrets: { DB_PASSWORD: { secretArn, jsonKey: "password" }, JWT_SECRET: { secretArn } },
      secretsKeyArn: keyArn,
      subnetIds: ["subnet-a", "subnet-b"],
      securityGroup: new SecurityGroup(stack, "tasks", { vpcId: "vpc-1", name: "tasks", description: "Tasks" }),
      scaling: { minTasks: 2, maxTasks: 6 },
      logs: { ...logs, groupName: "/ecs/sample/api" },
      ...props,
    }).watch(topic, "sample-ecs-api");
    new OneShotTask(stack, "bootstrap", {
      ...task,
      name: "sample-bootstrap",
      command: ["node", "dist/bootstrap/main.js"],
      readableSecrets: { secretArns: [secretArn], keyArn },
      logs: { ...logs, groupName: "/ecs/sample/bootstrap" },
    });
  });
}
