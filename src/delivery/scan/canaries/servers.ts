import type { JsonObject } from "../../hcl";
import { type Canary, plant } from "./canary";
import { KEY, SUBNETS, GROUP } from "./shared";

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

/** EC2: instances, launch templates, groups. */
export const servers: readonly Canary[] = [
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
];
