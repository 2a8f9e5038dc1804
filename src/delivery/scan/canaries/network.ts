import type { JsonObject } from "../../hcl";
import { block, mergeParts, plant, type Canary, type TerraformPart } from "./canary";
import { GROUP, INSIDE, roleArn, SUBNETS, VPC, WORLD } from "./shared";

const aclRule: JsonObject = {
  network_acl_id: "acl-0123456789abcdef0",
  rule_number: 100,
  egress: false,
  protocol: "tcp",
  rule_action: "allow",
  cidr_block: INSIDE,
  from_port: 443,
  to_port: 443,
};
const openAclRule = (port: number): JsonObject => ({ cidr_block: WORLD, from_port: port, to_port: port });

/** A line of an inline ACL as CDKTF writes it: with null for what is not set. */
const aclLine = (port: number, cidr: string): JsonObject => ({
  ingress: [
    {
      action: "allow",
      cidr_block: cidr,
      from_port: port,
      icmp_code: null,
      icmp_type: null,
      ipv6_cidr_block: null,
      protocol: "tcp",
      rule_no: 100,
      to_port: port,
    },
  ],
});

/** Terraform JSON wants every field of a block that is written as an attribute; CDKTF writes null for those not set. */
const unset: JsonObject = {
  cidr_blocks: null,
  description: null,
  ipv6_cidr_blocks: null,
  prefix_list_ids: null,
  security_groups: null,
  self: null,
};
const peerRoute = (cidr: string): JsonObject => ({
  route: [
    {
      carrier_gateway_id: null,
      cidr_block: cidr,
      core_network_arn: null,
      destination_prefix_list_id: null,
      egress_only_gateway_id: null,
      gateway_id: null,
      ipv6_cidr_block: null,
      local_gateway_id: null,
      nat_gateway_id: null,
      network_interface_id: null,
      transit_gateway_id: null,
      vpc_endpoint_id: null,
      vpc_peering_connection_id: "pcx-0123456789abcdef0",
    },
  ],
});

const INLINE_ACL = { "aws-ec2-no-public-ingress-acl": "tfsec reads aws_network_acl_rule only" };

const vpc = (name: string): TerraformPart => block("aws_vpc", name, { cidr_block: INSIDE });
const ofVpc = (name: string): JsonObject => ({ vpc_id: `\${aws_vpc.${name}.id}` });
const flowLog = (name: string): JsonObject => ({
  ...ofVpc(name),
  traffic_type: "ALL",
  log_destination: `arn:aws:logs:us-east-1:123456789012:log-group:${name}`,
  iam_role_arn: roleArn("flow-logs"),
});

/** VPCs, subnets, routes, addresses and network ACLs. */
export const network: readonly Canary[] = [
  ...plant({
    type: "aws_flow_log",
    at: "aws_vpc",
    around: (name) => mergeParts([vpc(name), block("aws_default_security_group", name, ofVpc(name))]),
    sound: flowLog,
    faults: {
      vpc_without_flow_log: {
        fault: "VPC without a flow log",
        change: "absent",
        checkov: ["CKV2_AWS_11"],
        tfsec: ["aws-ec2-require-vpc-flow-logs-for-all-vpcs"],
      },
    },
  }),
  ...plant({
    type: "aws_default_security_group",
    at: "aws_vpc",
    around: (name) => mergeParts([vpc(name), block("aws_flow_log", name, flowLog(name))]),
    sound: ofVpc,
    faults: {
      default_security_group_open: {
        fault: "Default security group lets its members talk to each other",
        change: { ingress: [{ ...unset, protocol: "-1", from_port: 0, to_port: 0, self: true }] },
        checkov: ["CKV2_AWS_12"],
      },
    },
  }),
  ...plant({
    type: "aws_default_vpc",
    sound: { tags: { Name: "default" } },
    faults: {
      default_vpc_in_use: {
        fault: "Default VPC in use",
        change: {},
        checkov: ["CKV_AWS_148"],
        tfsec: ["aws-ec2-no-default-vpc"],
      },
    },
  }).map((canary) => ({ ...canary, fixed: {} })),
  ...plant({
    type: "aws_subnet",
    sound: { vpc_id: VPC, cidr_block: "10.0.1.0/24", map_public_ip_on_launch: false },
    faults: {
      subnet_gives_public_addresses: {
        fault: "Subnet gives instances public addresses",
        change: { map_public_ip_on_launch: true },
        checkov: ["CKV_AWS_130"],
        tfsec: ["aws-ec2-no-public-ip-subnet"],
      },
    },
  }),
  ...plant({
    type: "aws_network_acl_rule",
    sound: aclRule,
    faults: {
      acl_rule_ssh: {
        fault: "ACL rule admits the internet to port 22",
        change: openAclRule(22),
        checkov: ["CKV_AWS_232"],
        tfsec: ["aws-ec2-no-public-ingress-acl"],
      },
      acl_rule_rdp: {
        fault: "ACL rule admits the internet to port 3389",
        change: openAclRule(3389),
        checkov: ["CKV_AWS_231"],
        tfsec: ["aws-ec2-no-public-ingress-acl"],
      },
      acl_rule_ftp: {
        fault: "ACL rule admits the internet to port 21",
        change: openAclRule(21),
        checkov: ["CKV_AWS_229"],
        tfsec: ["aws-ec2-no-public-ingress-acl"],
      },
      acl_rule_ftp_data: {
        fault: "ACL rule admits the internet to port 20",
        change: openAclRule(20),
        checkov: ["CKV_AWS_230"],
        tfsec: ["aws-ec2-no-public-ingress-acl"],
      },
      acl_rule_all_ports: {
        fault: "ACL rule admits every protocol and port",
        change: { protocol: "-1", from_port: null, to_port: null },
        checkov: ["CKV_AWS_352"],
        tfsec: ["aws-ec2-no-excessive-port-access"],
      },
    },
  }),
  ...plant({
    type: "aws_network_acl",
    sound: { vpc_id: VPC, subnet_ids: SUBNETS, ...aclLine(443, INSIDE) },
    faults: {
      acl_inline_ssh: {
        fault: "Inline ACL line admits the internet to port 22",
        change: aclLine(22, WORLD),
        checkov: ["CKV_AWS_232"],
        tfsec: ["aws-ec2-no-public-ingress-acl"],
        blind: INLINE_ACL,
      },
      acl_inline_rdp: {
        fault: "Inline ACL line admits the internet to port 3389",
        change: aclLine(3389, WORLD),
        checkov: ["CKV_AWS_231"],
        tfsec: ["aws-ec2-no-public-ingress-acl"],
        blind: INLINE_ACL,
      },
    },
  }),
  ...plant({
    type: "aws_network_acl",
    around: (name) => mergeParts([vpc(name), block("aws_subnet", name, { ...ofVpc(name), cidr_block: "10.0.1.0/24" })]),
    sound: (name) => ({ ...ofVpc(name), subnet_ids: [`\${aws_subnet.${name}.id}`] }),
    faults: {
      acl_of_no_subnet: { fault: "ACL attached to no subnet", change: { subnet_ids: null }, checkov: ["CKV2_AWS_1"] },
    },
  }),
  ...plant({
    type: "aws_nat_gateway",
    at: "aws_eip",
    around: (name) => block("aws_eip", name, { domain: "vpc" }),
    sound: (name) => ({ allocation_id: `\${aws_eip.${name}.id}`, subnet_id: SUBNETS[0]! }),
    faults: {
      address_of_nothing: { fault: "Elastic address that nothing uses", change: "absent", checkov: ["CKV2_AWS_19"] },
    },
  }),
  ...plant({
    type: "aws_route",
    around: (name) =>
      mergeParts([
        block("aws_route_table", name, { vpc_id: VPC }),
        block("aws_nat_gateway", name, { connectivity_type: "private", subnet_id: SUBNETS[0]! }),
        block("aws_network_interface", name, { subnet_id: SUBNETS[0]!, security_groups: [GROUP] }),
      ]),
    sound: (name) => ({
      route_table_id: `\${aws_route_table.${name}.id}`,
      destination_cidr_block: WORLD,
      nat_gateway_id: `\${aws_nat_gateway.${name}.id}`,
    }),
    faults: {
      route_through_an_instance: {
        fault: "Default route through an interface of an instance instead of a NAT gateway",
        change: (name) => ({ nat_gateway_id: null, network_interface_id: `\${aws_network_interface.${name}.id}` }),
        checkov: ["CKV2_AWS_35"],
        blind: { CKV2_AWS_35: "it looks for instance_id, which provider 5 no longer has" },
      },
      route_of_all_traffic_to_a_peer: {
        fault: "Route table sends all traffic to a peered VPC",
        change: { nat_gateway_id: null, vpc_peering_connection_id: "pcx-0123456789abcdef0" },
        checkov: ["CKV2_AWS_44"],
      },
    },
  }),
  ...plant({
    type: "aws_route_table",
    sound: { vpc_id: VPC, ...peerRoute("10.9.0.0/16") },
    faults: {
      route_table_of_all_traffic_to_a_peer: {
        fault: "Inline route sends all traffic to a peered VPC",
        change: peerRoute(WORLD),
        checkov: ["CKV2_AWS_44"],
      },
    },
  }),
  ...plant({
    type: "aws_vpc_endpoint_service",
    sound: {
      acceptance_required: true,
      network_load_balancer_arns: ["arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/1"],
    },
    faults: {
      endpoint_service_accepts_anybody: {
        fault: "Endpoint service accepts connections unasked",
        change: { acceptance_required: false },
        checkov: ["CKV_AWS_123"],
      },
    },
  }),
];
