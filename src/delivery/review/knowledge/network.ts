import { becomes, leaves } from "./directions";
import { rowsOf, type Line, type Row, type Subject } from "./row";

const vpc = "https://docs.aws.amazon.com/vpc/latest/userguide";
const endpoints = "https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html";
const dns = "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resource-record-sets-values.html";

const nameThem = "Name the addresses or the security group that needs it.";

const ports = ({ after }: Subject): string => {
  const [from, to] = [after.from_port, after.to_port];
  if (after.ip_protocol === "-1" || after.protocol === "-1" || typeof from !== "number" || typeof to !== "number")
    return "every port";
  return from === to ? `port ${from}` : `ports ${from} to ${to}`;
};

const rule = (means: (subject: Subject) => string): readonly Line[] => [
  ["cidr_ipv4", "opened-to-the-world", "exposure", means, nameThem],
  ["cidr_ipv6", "opened-to-the-world", "exposure", means, nameThem],
  ["ip_protocol", becomes("-1"), "exposure", "every protocol and port is open to those it names", "Name the port."],
  ["from_port", "lowered", "exposure", (subject) => `more is open: ${ports(subject)}`, "Name the one port."],
  ["to_port", "raised", "exposure", (subject) => `more is open: ${ports(subject)}`, "Name the one port."],
  ["from_port", "any", "downtime", "connections to the ports left out end"],
  ["to_port", "any", "downtime", "connections to the ports left out end"],
  ["cidr_ipv4", "any", "unjudged", "others may connect, and some no longer"],
  ["cidr_ipv6", "any", "unjudged", "others may connect, and some no longer"],
  ["referenced_security_group_id", "any", "unjudged", "members of another group may connect"],
];

const inwards = (subject: Subject): string =>
  `${ports(subject)} ${ports(subject).startsWith("ports") ? "are" : "is"} open to the whole internet`;
const outwards = (subject: Subject): string => `data may leave for anywhere on the internet (${ports(subject)})`;
const oldRule = (subject: Subject): string => (subject.after.type === "egress" ? outwards(subject) : inwards(subject));

export const network: readonly Row[] = [
  ...rowsOf(["aws_vpc_security_group_ingress_rule"], `${vpc}/security-group-rules.html`, rule(inwards)),
  ...rowsOf(["aws_vpc_security_group_egress_rule"], `${vpc}/security-group-rules.html`, rule(outwards)),
  ...rowsOf(["aws_security_group_rule"], `${vpc}/security-group-rules.html`, [
    ["cidr_blocks", "opened-to-the-world", "exposure", oldRule, nameThem],
    ["ipv6_cidr_blocks", "opened-to-the-world", "exposure", oldRule, nameThem],
  ]),
  ...rowsOf(["aws_security_group", "aws_default_security_group"], `${vpc}/security-group-rules.html`, [
    ["ingress.cidr_blocks", "opened-to-the-world", "exposure", "a port of it is open to the whole internet", nameThem],
    [
      "ingress.ipv6_cidr_blocks",
      "opened-to-the-world",
      "exposure",
      "a port of it is open to the whole internet",
      nameThem,
    ],
    ["egress.cidr_blocks", "opened-to-the-world", "exposure", "data may leave for anywhere on the internet", nameThem],
    [
      "egress.ipv6_cidr_blocks",
      "opened-to-the-world",
      "exposure",
      "data may leave for anywhere on the internet",
      nameThem,
    ],
    ["ingress", "removed", "downtime", "connections that only this rule allowed end"],
    ["egress", "removed", "downtime", "connections that only this rule allowed end"],
    ["ingress", "any", "unjudged", "others may connect, and some no longer"],
    ["egress", "any", "unjudged", "it may connect to others, and to some no longer"],
    ["revoke_rules_on_delete", "any", "harmless", "it matters only once the group is destroyed"],
  ]),
  ...rowsOf(["aws_network_acl_rule"], `${vpc}/vpc-network-acls.html`, [
    [
      "cidr_block",
      ({ after }, { before, after: to }) => to === "0.0.0.0/0" && before !== to && isOpenInwards(after),
      "exposure",
      inwards,
      nameThem,
    ],
    [
      "ipv6_cidr_block",
      ({ after }, { before, after: to }) => to === "::/0" && before !== to && isOpenInwards(after),
      "exposure",
      inwards,
      nameThem,
    ],
    ["rule_action", leaves("deny"), "exposure", "the subnets let through what they refused", "Keep it refused."],
    ["rule_action", "any", "downtime", "the subnets refuse what they let through"],
  ]),
  ...rowsOf(["aws_default_network_acl", "aws_network_acl"], `${vpc}/vpc-network-acls.html`, [
    ["ingress.cidr_block", "opened-to-the-world", "exposure", "subnets are open to the whole internet", nameThem],
    ["subnet_ids", "any", "unjudged", "other rules hold for these subnets"],
  ]),
  ...rowsOf(["aws_subnet"], `${vpc}/configure-subnets.html`, [
    [
      "map_public_ip_on_launch",
      "switched-on",
      "exposure",
      "what starts in it gets an address on the internet",
      "Leave it off.",
    ],
  ]),
  ...rowsOf(["aws_vpc"], `${vpc}/vpc-dns.html`, [
    [
      "enable_dns_hostnames",
      "switched-off",
      "downtime",
      "private names of endpoints and databases no longer resolve",
      "Keep it on.",
    ],
    ["enable_dns_support", "switched-off", "downtime", "names no longer resolve", "Keep it on."],
  ]),
  ...rowsOf(["aws_route"], `${vpc}/VPC_Route_Tables.html`, [
    [
      "gateway_id",
      (_subject, { after }) => typeof after === "string" && after.startsWith("igw-"),
      "exposure",
      "its subnets reach the internet, and with a public address are reached from there",
      "Route private subnets through the NAT gateway.",
    ],
    ["gateway_id", "any", "downtime", "traffic goes another way; open connections end"],
    ["nat_gateway_id", "any", "downtime", "traffic leaves by another gateway and address; open connections end"],
    ["destination_cidr_block", "any", "downtime", "traffic goes another way; open connections end"],
  ]),
  ...rowsOf(["aws_route_table", "aws_default_route_table"], `${vpc}/VPC_Route_Tables.html`, [
    ["route", "any", "downtime", "traffic goes another way; open connections end"],
  ]),
  ...rowsOf(["aws_vpc_endpoint"], endpoints, [
    [
      "policy",
      "any",
      "unjudged",
      "what may be asked of the service through it changes",
      "Read the statements that change.",
    ],
    [
      "private_dns_enabled",
      "switched-off",
      "downtime",
      "the service is reached over the internet, or not at all",
      "Keep private names on.",
    ],
    ["subnet_ids", "any", "cost", "it is charged by subnet; connections through those left out end"],
    ["route_table_ids", "any", "downtime", "other subnets reach the service through it"],
    ["security_group_ids", "any", "unjudged", "others may connect to it"],
  ]),
  ...rowsOf(["aws_flow_log"], `${vpc}/flow-logs.html`, [
    ["traffic_type", "any", "exposure", "some traffic is no longer recorded", "Record ALL."],
  ]),
  ...rowsOf(["aws_route53_record"], dns, [
    ["records", "any", "downtime", "clients follow when what they remember expires", "Lower the TTL some time before."],
    ["alias", "any", "downtime", "clients follow within a minute"],
    ["ttl", "any", "harmless", "clients remember it for another time"],
  ]),
];

/** Network ACLs keep no connections: replies to what the subnets ask come in by the high ports, from anywhere. */
function isOpenInwards({ egress, rule_action: action, from_port: from }: Subject["after"]): boolean {
  return egress !== true && action === "allow" && !(typeof from === "number" && from >= 1024);
}
