import type { JsonObject } from "../../hcl";
import { block, plant, type Canary } from "./canary";
import { dashed, GROUP, KEY, ownAccount, policy, roleArn, SUBNETS } from "./shared";

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

const server: JsonObject = {
  ami: "ami-0123456789abcdef0",
  instance_type: "t4g.micro",
  subnet_id: SUBNETS[0]!,
  associate_public_ip_address: false,
  iam_instance_profile: "bastion",
  monitoring: true,
  ebs_optimized: true,
  metadata_options: { http_endpoint: "enabled", http_tokens: "required" },
  root_block_device: { encrypted: true, kms_key_id: KEY },
  ebs_block_device: [{ device_name: "/dev/sdf", encrypted: true, kms_key_id: KEY }],
};

const SECRET_SCRIPT =
  "export AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n";

const template: JsonObject = {
  image_id: "ami-0123456789abcdef0",
  instance_type: "t4g.micro",
  metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 1 },
  network_interfaces: [{ associate_public_ip_address: "false", security_groups: [GROUP] }],
  block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true", kms_key_id: KEY } }],
};

/** Containers, servers, registries, volumes, file systems. */
export const compute: readonly Canary[] = [
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
  ...plant({
    type: "aws_instance",
    sound: server,
    faults: {
      server_with_old_metadata: {
        fault: "Server answers IMDSv1",
        change: { metadata_options: { http_endpoint: "enabled", http_tokens: "optional" } },
        checkov: ["CKV_AWS_79"],
        tfsec: ["aws-ec2-enforce-http-token-imds"],
      },
      server_with_open_disk: {
        fault: "Root disk unencrypted",
        change: { root_block_device: { encrypted: false } },
        checkov: ["CKV_AWS_8"],
        tfsec: ["aws-ec2-enable-at-rest-encryption"],
      },
      server_with_second_open_disk: {
        fault: "Second disk unencrypted",
        change: { ebs_block_device: [{ device_name: "/dev/sdf", encrypted: false }] },
        checkov: ["CKV_AWS_8"],
        tfsec: ["aws-ec2-enable-at-rest-encryption"],
      },
      server_with_public_address: {
        fault: "Server has a public address",
        change: { associate_public_ip_address: true },
        checkov: ["CKV_AWS_88"],
        tfsec: ["aws-ec2-no-public-ip"],
        blind: { "aws-ec2-no-public-ip": "the rule reads aws_launch_configuration only" },
      },
      server_without_role: {
        fault: "Server without a role",
        change: { iam_instance_profile: null },
        checkov: ["CKV2_AWS_41"],
      },
      server_unmonitored: {
        fault: "Server without detailed monitoring",
        change: { monitoring: false },
        checkov: ["CKV_AWS_126"],
      },
      server_not_optimized: {
        fault: "Server not EBS-optimized",
        change: { ebs_optimized: false },
        checkov: ["CKV_AWS_135"],
      },
      server_with_secret: {
        fault: "Secret in a server's start script",
        change: { user_data: SECRET_SCRIPT },
        checkov: ["CKV_AWS_46"],
        tfsec: ["aws-ec2-no-secrets-in-user-data"],
      },
    },
  }),
  ...plant({
    type: "aws_launch_template",
    sound: template,
    faults: {
      template_with_old_metadata: {
        fault: "Template answers IMDSv1",
        change: {
          metadata_options: { http_endpoint: "enabled", http_tokens: "optional", http_put_response_hop_limit: 1 },
        },
        checkov: ["CKV_AWS_79"],
        tfsec: ["aws-ec2-enforce-launch-config-http-token-imds"],
      },
      template_with_long_way: {
        fault: "Template's metadata reachable from containers",
        change: {
          metadata_options: { http_endpoint: "enabled", http_tokens: "required", http_put_response_hop_limit: 2 },
        },
        checkov: ["CKV_AWS_341"],
      },
      template_with_public_address: {
        fault: "Template gives public addresses",
        change: { network_interfaces: [{ associate_public_ip_address: "true", security_groups: [GROUP] }] },
        checkov: ["CKV_AWS_88"],
        tfsec: ["aws-ec2-no-public-ip"],
        blind: { "aws-ec2-no-public-ip": "the rule reads aws_launch_configuration only" },
      },
      template_with_secret: {
        fault: "Secret in a template's start script",
        change: { user_data: Buffer.from(SECRET_SCRIPT).toString("base64") },
        checkov: ["CKV_AWS_46"],
        tfsec: ["aws-ec2-no-secrets-in-launch-template-user-data"],
        blind: {
          CKV_AWS_46: "it does not decode base64",
          "aws-ec2-no-secrets-in-launch-template-user-data": "it does not decode base64",
        },
      },
      template_with_encoded_secret: {
        fault: "Secret in a template's start script, encoded by Terraform",
        change: { user_data: `\${base64encode(${JSON.stringify(SECRET_SCRIPT)})}` },
        checkov: ["CKV_AWS_46"],
        tfsec: ["aws-ec2-no-secrets-in-launch-template-user-data"],
        blind: { "aws-ec2-no-secrets-in-launch-template-user-data": "it does not decode base64" },
      },
      template_with_open_disk: {
        fault: "Template's disk unencrypted",
        change: { block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "false" } }] },
        checkov: ["CKV_AWS_8"],
        tfsec: ["aws-ec2-enable-launch-config-at-rest-encryption"],
        blind: {
          CKV_AWS_8: "the rule does not read launch templates",
          "aws-ec2-enable-launch-config-at-rest-encryption": "the rule reads aws_launch_configuration only",
        },
      },
    },
  }),
  ...plant({
    type: "aws_autoscaling_group",
    sound: {
      min_size: 1,
      max_size: 2,
      launch_template: { id: "lt-0123456789abcdef0" },
      vpc_zone_identifier: SUBNETS,
      tag: [{ key: "Name", value: "canary", propagate_at_launch: true }],
    },
    faults: {
      servers_untagged: { fault: "Group of servers without tags", change: { tag: null }, checkov: ["CKV_AWS_153"] },
      servers_from_configuration: {
        fault: "Group of servers from a launch configuration",
        change: { launch_template: null, launch_configuration: "canary" },
        checkov: ["CKV_AWS_315"],
      },
    },
  }),
  ...plant({
    type: "aws_ebs_volume",
    sound: { availability_zone: "us-east-1a", size: 10, encrypted: true, kms_key_id: KEY },
    faults: {
      volume_unencrypted: {
        fault: "Volume unencrypted",
        change: { encrypted: false, kms_key_id: null },
        checkov: ["CKV_AWS_3"],
        tfsec: ["aws-ec2-enable-volume-encryption"],
      },
      volume_with_key_of_aws: {
        fault: "Volume encrypted with AWS's own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_189"],
        tfsec: ["aws-ec2-volume-encryption-customer-key"],
      },
    },
  }),
  ...plant({
    type: "aws_ebs_encryption_by_default",
    sound: { enabled: true },
    faults: {
      volumes_open_by_default: {
        fault: "New volumes are unencrypted",
        change: { enabled: false },
        checkov: ["CKV_AWS_106"],
      },
    },
  }),
  ...plant({
    type: "aws_efs_file_system",
    sound: { encrypted: true, kms_key_id: KEY },
    faults: {
      files_unencrypted: {
        fault: "File system unencrypted",
        change: { encrypted: false, kms_key_id: null },
        checkov: ["CKV_AWS_42"],
        tfsec: ["aws-efs-enable-at-rest-encryption"],
      },
      files_with_key_of_aws: {
        fault: "File system encrypted with AWS's own key",
        change: { kms_key_id: null },
        checkov: ["CKV_AWS_184"],
      },
    },
  }),
  ...plant({
    type: "aws_backup_selection",
    at: "aws_efs_file_system",
    around: (name) => block("aws_efs_file_system", name, { encrypted: true, kms_key_id: KEY }),
    sound: (name) => ({
      name,
      plan_id: "11111111-2222-3333-4444-555555555555",
      iam_role_arn: roleArn("backup"),
      resources: [`\${aws_efs_file_system.${name}.arn}`],
    }),
    faults: {
      files_without_backup_plan: { fault: "File system in no backup plan", change: "absent", checkov: ["CKV2_AWS_18"] },
    },
  }),
];
