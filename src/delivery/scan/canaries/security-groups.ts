import type { CheckovRule, TfsecRule } from "../../../platform/scanner-rules";
import type { JsonObject } from "../../hcl";
import { block, plant, type Canary, type Fault } from "./canary";
import { GROUP, INSIDE, SUBNETS, VPC, WORLD } from "./shared";

interface Opening {
  readonly what: string;
  readonly port: number;
  readonly protocol?: string;
  readonly checkov: readonly CheckovRule[];
}

const INGRESS: readonly TfsecRule[] = ["aws-ec2-no-public-ingress-sgr"];
const EGRESS: readonly TfsecRule[] = ["aws-ec2-no-public-egress-sgr"];
const RULE_TEXT: readonly TfsecRule[] = ["aws-ec2-add-description-to-security-group-rule"];
/** What the internet must not reach, by the end of the canary's name. */
const openings: Readonly<Record<string, Opening>> = {
  ssh: { what: "port 22", port: 22, checkov: ["CKV_AWS_24"] },
  rdp: { what: "port 3389", port: 3389, checkov: ["CKV_AWS_25"] },
  http: { what: "port 80", port: 80, checkov: ["CKV_AWS_260"] },
  all: { what: "every port", port: 0, protocol: "-1", checkov: ["CKV_AWS_277"] },
  mysql: { what: "port 3306", port: 3306, checkov: [] },
};

/** The same openings in each of the three ways to write a rule. */
function opened(prefix: string, style: string, change: (opening: Opening) => JsonObject): Record<string, Fault> {
  return Object.fromEntries(
    Object.entries(openings).map(([name, opening]) => [
      `${prefix}_${name}`,
      {
        fault: `${style} admits the internet to ${opening.what}`,
        change: change(opening),
        checkov: opening.checkov,
        tfsec: INGRESS,
      },
    ]),
  );
}

/** A rule inside a group as CDKTF writes it: an attribute, with null for what is not set. */
const inline = (port: number, more: JsonObject = {}): JsonObject => ({
  cidr_blocks: [INSIDE],
  description: "HTTPS",
  from_port: port,
  ipv6_cidr_blocks: null,
  prefix_list_ids: null,
  protocol: "tcp",
  security_groups: null,
  self: null,
  to_port: port,
  ...more,
});

const attached = (name: string) =>
  block("aws_network_interface", name, {
    subnet_id: SUBNETS[0]!,
    security_groups: [`\${aws_security_group.${name}.id}`],
  });

const classic: JsonObject = {
  security_group_id: GROUP,
  type: "ingress",
  description: "HTTPS",
  protocol: "tcp",
  from_port: 443,
  to_port: 443,
  cidr_blocks: [INSIDE],
};
const modern: JsonObject = {
  security_group_id: GROUP,
  description: "HTTPS",
  ip_protocol: "tcp",
  from_port: 443,
  to_port: 443,
  cidr_ipv4: INSIDE,
};

/** Security groups: rules inside the group, as `aws_security_group_rule`, and one resource a direction. */
export const securityGroups: readonly Canary[] = [
  ...plant({
    type: "aws_security_group",
    around: attached,
    sound: { name: "canary", description: "Canary", vpc_id: VPC, ingress: [inline(443)] },
    faults: {
      ...opened("group_inline", "Rule inside a group", ({ port, protocol = "tcp" }) => ({
        ingress: [inline(port, { cidr_blocks: [WORLD], protocol })],
      })),
      group_inline_ssh_ipv6: {
        fault: "Rule inside a group admits the IPv6 internet to port 22",
        change: { ingress: [inline(22, { cidr_blocks: null, ipv6_cidr_blocks: ["::/0"] })] },
        checkov: ["CKV_AWS_24"],
        tfsec: INGRESS,
      },
      group_inline_second_rule: {
        fault: "The second of two rules inside a group admits the internet to port 22",
        change: { ingress: [inline(443), inline(22, { cidr_blocks: [WORLD] })] },
        checkov: ["CKV_AWS_24"],
        tfsec: INGRESS,
      },
      group_inline_egress_all: {
        fault: "Rule inside a group lets everything out",
        change: { egress: [inline(0, { cidr_blocks: [WORLD], protocol: "-1" })] },
        checkov: ["CKV_AWS_382"],
        tfsec: EGRESS,
      },
      group_inline_rule_undescribed: {
        fault: "Rule inside a group without description",
        change: { ingress: [inline(443, { description: null })] },
        checkov: ["CKV_AWS_23"],
        tfsec: RULE_TEXT,
      },
      group_undescribed: {
        fault: "Group without description",
        change: { description: null },
        checkov: ["CKV_AWS_23"],
        tfsec: ["aws-ec2-add-description-to-security-group"],
      },
    },
  }),
  ...plant({
    type: "aws_network_interface",
    at: "aws_security_group",
    around: (name) => block("aws_security_group", name, { description: "Canary", vpc_id: VPC }),
    sound: (name) => ({ subnet_id: SUBNETS[0]!, security_groups: [`\${aws_security_group.${name}.id}`] }),
    faults: {
      group_of_nothing: { fault: "Group attached to nothing", change: "absent", checkov: ["CKV2_AWS_5"] },
    },
  }),
  ...plant({
    type: "aws_security_group_rule",
    sound: classic,
    faults: {
      ...opened("group_rule", "Classic rule", ({ port, protocol = "tcp" }) => ({
        from_port: port,
        to_port: port,
        protocol,
        cidr_blocks: [WORLD],
      })),
      group_rule_egress_all: {
        fault: "Classic rule lets everything out",
        change: { type: "egress", protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: [WORLD] },
        checkov: ["CKV_AWS_382"],
        tfsec: EGRESS,
      },
      group_rule_undescribed: {
        fault: "Classic rule without description",
        change: { description: null },
        checkov: ["CKV_AWS_23"],
        tfsec: RULE_TEXT,
      },
    },
  }),
  ...plant({
    type: "aws_vpc_security_group_ingress_rule",
    sound: modern,
    faults: {
      ...opened("ingress_rule", "Ingress rule", ({ port, protocol }) => ({
        ...(protocol ? { from_port: null, to_port: null, ip_protocol: protocol } : { from_port: port, to_port: port }),
        cidr_ipv4: WORLD,
      })),
      ingress_rule_ssh_ipv6: {
        fault: "Ingress rule admits the IPv6 internet to port 22",
        change: { from_port: 22, to_port: 22, cidr_ipv4: null, cidr_ipv6: "::/0" },
        checkov: ["CKV_AWS_24"],
        tfsec: INGRESS,
      },
      ingress_rule_not_from_group: {
        fault: "Ingress rule admits the internet to port 22 instead of another group",
        sound: { ...modern, from_port: 22, to_port: 22, cidr_ipv4: null, referenced_security_group_id: GROUP },
        change: { cidr_ipv4: WORLD, referenced_security_group_id: null },
        checkov: ["CKV_AWS_24"],
        tfsec: INGRESS,
      },
      ingress_rule_undescribed: {
        fault: "Ingress rule without description",
        change: { description: null },
        checkov: ["CKV_AWS_23"],
        tfsec: RULE_TEXT,
      },
    },
  }),
  ...plant({
    type: "aws_vpc_security_group_egress_rule",
    sound: modern,
    faults: {
      egress_rule_all: {
        fault: "Egress rule lets everything out",
        change: { ip_protocol: "-1", from_port: null, to_port: null, cidr_ipv4: WORLD },
        checkov: ["CKV_AWS_382"],
        tfsec: EGRESS,
      },
      egress_rule_undescribed: {
        fault: "Egress rule without description",
        change: { description: null },
        checkov: ["CKV_AWS_23"],
        tfsec: RULE_TEXT,
      },
    },
  }),
];
