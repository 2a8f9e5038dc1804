import type { JsonObject } from "../../hcl";
import { type Canary, block, mergeParts, plant } from "./canary";
import { vpc, ofVpc } from "./network-parts";
import { VPC, SUBNETS, WORLD, INSIDE } from "./shared";

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

const INLINE_ACL = { "aws-ec2-no-public-ingress-acl": "tfsec reads aws_network_acl_rule only" };

/** Network ACLs. */
export const networkAcls: readonly Canary[] = [
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
];
