import type { JsonObject } from "../../hcl";
import { block, plant, type Canary, type TerraformPart } from "./canary";
import { dashed, GROUP, INSIDE, KEY, keyPolicy, SUBNETS, VPC, WORLD } from "./shared";

const rule = (port: number, cidr: string): JsonObject => ({
  for_each: [String(port)],
  content: {
    description: "Canary",
    from_port: "${ingress.value}",
    to_port: "${ingress.value}",
    protocol: "tcp",
    cidr_blocks: [cidr],
  },
});
const generated = (port: number, cidr: string): JsonObject => ({ dynamic: { ingress: rule(port, cidr) } });
const key: JsonObject = { description: "Canary", enable_key_rotation: true, policy: keyPolicy };
const interfaceOf = (name: string): TerraformPart =>
  block("aws_network_interface", name, {
    subnet_id: SUBNETS[0]!,
    security_groups: [`\${aws_security_group.${name}.id}`],
  });

/** A secret that Terraform makes, keeps nowhere and hands on: an ephemeral block and write-only arguments. */
const ephemeral = (name: string): TerraformPart => block("ephemeral.random_password", name, { length: 32 });

const database = (name: string): JsonObject => ({
  identifier: dashed(name),
  engine: "mysql",
  instance_class: "db.t4g.medium",
  allocated_storage: 20,
  username: "canary",
  password_wo: `\${ephemeral.random_password.${name}.result}`,
  password_wo_version: 1,
  storage_encrypted: true,
  kms_key_id: KEY,
  deletion_protection: true,
});

/** Forms of Terraform that make scanners stumble, each with a plain fault inside. */
export const forms: readonly Canary[] = [
  ...plant({
    type: "aws_security_group",
    around: interfaceOf,
    sound: { name: "canary", description: "Canary", vpc_id: VPC, ...generated(443, INSIDE) },
    faults: {
      dynamic_ingress: {
        fault: "Generated rule admits the internet to port 22",
        change: generated(22, WORLD),
        checkov: ["CKV_AWS_24"],
        tfsec: ["aws-ec2-no-public-ingress-sgr"],
      },
    },
  }),
  ...plant({
    type: "aws_ecs_cluster",
    sound: (name) => ({
      name: dashed(name),
      dynamic: {
        setting: { for_each: ["enabled"], content: { name: "containerInsights", value: "${setting.value}" } },
      },
    }),
    faults: {
      dynamic_setting: {
        fault: "Generated setting switches insights off",
        change: {
          dynamic: {
            setting: { for_each: ["disabled"], content: { name: "containerInsights", value: "${setting.value}" } },
          },
        },
        checkov: ["CKV_AWS_65"],
        tfsec: ["aws-ecs-enable-container-insight"],
      },
    },
  }),
  ...plant({
    type: "aws_kms_key",
    sound: { ...key, count: 2 },
    faults: {
      counted_key: {
        fault: "Keys by count, without rotation",
        change: { enable_key_rotation: false },
        checkov: ["CKV_AWS_7"],
        tfsec: ["aws-kms-auto-rotate-keys"],
      },
    },
  }),
  ...plant({
    type: "aws_kms_key",
    sound: { ...key, for_each: { a: "one", b: "two" }, description: "${each.value}" },
    faults: {
      keys_for_each: {
        fault: "Keys by for_each, without rotation",
        change: { enable_key_rotation: false },
        checkov: ["CKV_AWS_7"],
        tfsec: ["aws-kms-auto-rotate-keys"],
      },
    },
  }),
  ...plant({
    type: "aws_vpc_security_group_ingress_rule",
    sound: {
      security_group_id: GROUP,
      description: "Canary",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_ipv4: "${each.value}",
      for_each: { inside: INSIDE },
    },
    faults: {
      rules_for_each: {
        fault: "Rules by for_each admit the internet to port 22",
        change: { from_port: 22, to_port: 22, cidr_ipv4: WORLD },
        checkov: ["CKV_AWS_24"],
        tfsec: ["aws-ec2-no-public-ingress-sgr"],
      },
      rules_for_each_value: {
        fault: "Rules by for_each over the internet's range",
        change: { from_port: 22, to_port: 22, for_each: { outside: WORLD } },
        checkov: ["CKV_AWS_24"],
        tfsec: ["aws-ec2-no-public-ingress-sgr"],
        blind: { CKV_AWS_24: "Checkov does not put in each.value" },
      },
    },
  }),
  ...plant({
    type: "aws_db_instance",
    around: ephemeral,
    sound: database,
    faults: {
      write_only_password: {
        fault: "Database with a write-only password, reachable from the internet",
        change: { publicly_accessible: true },
        checkov: ["CKV_AWS_17"],
        tfsec: ["aws-rds-no-public-db-access"],
      },
      variable_encryption: {
        fault: "Encryption decided by a variable that is false",
        change: { storage_encrypted: "${var.canary_encrypted}", kms_key_id: null },
        checkov: ["CKV_AWS_16"],
        tfsec: ["aws-rds-encrypt-instance-storage-data"],
      },
      unknown_encryption: {
        fault: "Encryption decided by a variable without value",
        change: { storage_encrypted: "${var.canary_unknown}", kms_key_id: null },
        checkov: ["CKV_AWS_16"],
        tfsec: ["aws-rds-encrypt-instance-storage-data"],
        blind: {
          CKV_AWS_16: "the value is not known before a run",
          "aws-rds-encrypt-instance-storage-data": "the value is not known before a run",
        },
      },
    },
  }),
  ...plant({
    type: "aws_kms_key",
    sound: key,
    faults: {
      labelled_in_array: {
        fault: "Key without rotation, its label inside an array",
        change: { enable_key_rotation: false },
        checkov: ["CKV_AWS_7"],
        tfsec: ["aws-kms-auto-rotate-keys"],
      },
    },
  }).map((canary) => ({ ...canary, faulty: inArrays(canary.faulty), fixed: inArrays(canary.fixed) })),
];

/** Terraform takes an array of bodies wherever it takes one body by its label. */
function inArrays(part: TerraformPart): TerraformPart {
  const { aws_kms_key: keys } = part.resource as { readonly aws_kms_key: JsonObject };
  return {
    resource: { aws_kms_key: Object.fromEntries(Object.entries(keys!).map(([name, body]) => [name, [body]])) },
  } as TerraformPart;
}

/** Blocks that hold no resource or stop a scanner; both documents have them, so that they cannot break a scan unnoticed. */
export const harmless: TerraformPart = {
  variable: {
    canary_encrypted: { type: "bool", default: false },
    canary_unknown: { type: "bool" },
    canary_token: { type: "string", sensitive: true },
  },
  locals: { canary: "canary" },
  output: { canary: { value: KEY } },
  moved: [{ from: "aws_kms_key.before", to: "aws_kms_key.canary" }],
  import: [{ to: "aws_sns_topic.imported", id: "arn:aws:sns:us-east-1:123456789012:imported" }],
  removed: [{ from: "aws_kms_key.given_away", lifecycle: { destroy: false } }],
  check: { canary: { assert: { condition: '${local.canary == "canary"}', error_message: "The canary is gone." } } },
  resource: {
    aws_sns_topic: { imported: { name: "imported", kms_master_key_id: KEY } },
    terraform_data: { canary: { input: "canary" } },
  },
  data: { aws_caller_identity: { canary: {} }, aws_ssm_parameter: { canary: { name: "/canary" } } },
  ephemeral: { aws_secretsmanager_secret_version: { canary: { secret_id: "canary" } } },
};
