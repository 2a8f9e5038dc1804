import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { vpc, ofVpc } from "./network-parts";
import { VPC, SUBNETS, GROUP, WORLD, roleArn } from "./shared";

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

const flowLog = (name: string): JsonObject => ({
  ...ofVpc(name),
  traffic_type: "ALL",
  log_destination: `arn:aws:logs:us-east-1:123456789012:log-group:${name}`,
  iam_role_arn: roleArn("flow-logs"),
});

/** VPCs, subnets, routes, addresses. */
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
