import type { JsonObject } from "../../hcl";
import { type Canary, block, plant } from "./canary";
import { KEY, SUBNETS, GROUP, roleArn, dashed, policy, ownAccount } from "./shared";

const container = (more: JsonObject = {}): JsonObject => ({
  container_definitions: JSON.stringify([
    {
      name: "api",
      image: "123456789012.dkr.ecr.us-east-1.amazonaws.com/api:1.0.0",
      user: "1000",
      privileged: false,
      readonlyRootFilesystem: true,
      environment: [{ name: "PORT", value: "3000" }],
      secrets: [{ name: "TOKEN", valueFrom: "${aws_kms_key.canary.arn}" }],
      ...more,
    },
  ]),
});

const task = (name: string): JsonObject => ({
  family: dashed(name),
  requires_compatibilities: ["FARGATE"],
  network_mode: "awsvpc",
  cpu: "256",
  memory: "512",
  execution_role_arn: roleArn("execution"),
  task_role_arn: roleArn("task"),
  ...container(),
});

const volume = (encrypted: string): JsonObject => ({
  volume: [
    { name: "files", efs_volume_configuration: { file_system_id: "fs-12345678", transit_encryption: encrypted } },
  ],
});

const cluster = (name: string): JsonObject => ({
  name: dashed(name),
  setting: [{ name: "containerInsights", value: "enabled" }],
  configuration: {
    execute_command_configuration: {
      kms_key_id: KEY,
      logging: "OVERRIDE",
      log_configuration: { cloud_watch_encryption_enabled: true, cloud_watch_log_group_name: "canary" },
    },
  },
});

const commandLog = (change: JsonObject): JsonObject => ({
  configuration: { execute_command_configuration: { kms_key_id: KEY, logging: "OVERRIDE", ...change } },
});

const repository = (name: string): JsonObject => ({
  name: dashed(name),
  image_tag_mutability: "IMMUTABLE",
  image_scanning_configuration: { scan_on_push: true },
  encryption_configuration: [{ encryption_type: "KMS", kms_key: KEY }],
});

const service = (name: string): JsonObject => ({
  name: dashed(name),
  cluster: "canary",
  task_definition: "canary:1",
  launch_type: "FARGATE",
  platform_version: "LATEST",
  network_configuration: { subnets: SUBNETS, security_groups: [GROUP], assign_public_ip: false },
});

/** ECS and ECR. */
export const containers: readonly Canary[] = [
  ...plant({
    type: "aws_ecs_task_definition",
    sound: task,
    faults: {
      task_writable: {
        fault: "Container may write its root file system",
        change: container({ readonlyRootFilesystem: false }),
        checkov: ["CKV_AWS_336"],
      },
      task_privileged: {
        fault: "Container runs privileged",
        change: container({ privileged: true }),
        checkov: ["CKV_AWS_334"],
        blind: { CKV_AWS_334: "it looks for `privilege`; ECS calls it `privileged`" },
      },
      task_with_secret: {
        fault: "Secret in a container's environment",
        change: container({ environment: [{ name: "DATABASE_PASSWORD", value: "correct-horse-battery" }] }),
        tfsec: ["aws-ecs-no-plaintext-secrets"],
      },
      task_sharing_processes: {
        fault: "Task shares the host's processes",
        change: { pid_mode: "host" },
        checkov: ["CKV_AWS_335"],
        blind: { CKV_AWS_335: "it looks for pidMode inside the container definitions; it is an argument of the task" },
      },
      task_with_one_role: {
        fault: "Task and agent share one role",
        change: { task_role_arn: roleArn("execution") },
        checkov: ["CKV_AWS_249"],
      },
      task_volume_without_tls: {
        fault: "Task mounts a file system without TLS",
        sound: (name) => ({ ...task(name), ...volume("ENABLED") }),
        change: volume("DISABLED"),
        checkov: ["CKV_AWS_97"],
        tfsec: ["aws-ecs-enable-in-transit-encryption"],
      },
    },
  }),
  ...plant({
    type: "aws_ecs_cluster",
    sound: cluster,
    faults: {
      cluster_without_insights: {
        fault: "Cluster without container insights",
        change: { setting: [{ name: "containerInsights", value: "disabled" }] },
        checkov: ["CKV_AWS_65"],
        tfsec: ["aws-ecs-enable-container-insight"],
      },
      cluster_without_command_log: {
        fault: "Commands in containers are not logged",
        change: commandLog({ logging: "NONE" }),
        checkov: ["CKV_AWS_223"],
      },
      cluster_with_open_command_log: {
        fault: "Log of commands in containers unencrypted",
        change: commandLog({
          kms_key_id: null,
          log_configuration: { cloud_watch_encryption_enabled: false, cloud_watch_log_group_name: "canary" },
        }),
        checkov: ["CKV_AWS_224"],
      },
    },
  }),
  ...plant({
    type: "aws_ecs_service",
    sound: service,
    faults: {
      service_with_public_addresses: {
        fault: "Tasks get public addresses",
        change: { network_configuration: { subnets: SUBNETS, security_groups: [GROUP], assign_public_ip: true } },
        checkov: ["CKV_AWS_333"],
      },
      service_on_old_platform: {
        fault: "Service on an old Fargate platform",
        change: { platform_version: "1.3.0" },
        checkov: ["CKV_AWS_332"],
      },
    },
  }),
  ...plant({
    type: "aws_ecr_repository",
    sound: repository,
    faults: {
      repository_mutable: {
        fault: "Image tags may be moved",
        change: { image_tag_mutability: "MUTABLE" },
        checkov: ["CKV_AWS_51"],
        tfsec: ["aws-ecr-enforce-immutable-repository"],
      },
      repository_unscanned: {
        fault: "Images are not scanned",
        change: { image_scanning_configuration: { scan_on_push: false } },
        checkov: ["CKV_AWS_163"],
        tfsec: ["aws-ecr-enable-image-scans"],
      },
      repository_with_key_of_aws: {
        fault: "Repository without own key",
        change: { encryption_configuration: [{ encryption_type: "AES256" }] },
        checkov: ["CKV_AWS_136"],
        tfsec: ["aws-ecr-repository-customer-key"],
      },
    },
  }),
  ...plant({
    type: "aws_ecr_repository_policy",
    around: (name) => block("aws_ecr_repository", name, repository(name)),
    sound: (name) => ({
      repository: `\${aws_ecr_repository.${name}.name}`,
      policy: policy({ Effect: "Allow", Principal: ownAccount, Action: "ecr:BatchGetImage" }),
    }),
    faults: {
      repository_for_anybody: {
        fault: "Anybody may pull images",
        change: { policy: policy({ Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }) },
        checkov: ["CKV_AWS_32"],
        tfsec: ["aws-ecr-no-public-access"],
      },
    },
  }),
];
