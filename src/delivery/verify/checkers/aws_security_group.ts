import type { IpPermission } from "@aws-sdk/client-ec2";
import { tagFacts, text, type Checker } from "../checker";

/** What a load balancer may answer the whole internet on. */
const PUBLIC_PORTS = ["80", "443"];

export const awsSecurityGroup: Checker = {
  group: "Security",
  read: async (resource, { ec2 }) => {
    const { SecurityGroups: [group] = [] } = await ec2.describeSecurityGroups({ GroupIds: [text(resource, "id")] });
    const open = (group?.IpPermissions ?? []).filter(admitsEverybody).map(ports);
    const cidrs = (group?.IpPermissions ?? []).flatMap((rule) => [
      ...(rule.IpRanges ?? []).map(({ CidrIp }) => CidrIp ?? "?"),
      ...(rule.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6 ?? "?"),
    ]);
    return (
      group && {
        open_to_internet: open.filter((port) => !PUBLIC_PORTS.includes(port)),
        ingress_cidr_blocks: cidrs,
        ...tagFacts(group.Tags),
      }
    );
  },
  healthy: [{ title: "No security group is open to the internet but on 80 and 443", fact: "open_to_internet", is: [] }],
};

export const awsDefaultSecurityGroup: Checker = {
  group: "Security",
  read: async (resource, { ec2 }) => {
    const { SecurityGroups: [group] = [] } = await ec2.describeSecurityGroups({ GroupIds: [text(resource, "id")] });
    const rules = [...(group?.IpPermissions ?? []), ...(group?.IpPermissionsEgress ?? [])];
    return group && { rules: rules.length, ...tagFacts(group.Tags) };
  },
  healthy: [{ title: "Default security group is closed", fact: "rules", is: 0 }],
};

function admitsEverybody({ IpRanges = [], Ipv6Ranges = [] }: IpPermission): boolean {
  return (
    IpRanges.some(({ CidrIp }) => CidrIp === "0.0.0.0/0") || Ipv6Ranges.some(({ CidrIpv6 }) => CidrIpv6 === "::/0")
  );
}

function ports({ IpProtocol, FromPort, ToPort }: IpPermission): string {
  if (IpProtocol === "-1") return "all";
  return FromPort === ToPort ? String(FromPort) : `${FromPort}-${ToPort}`;
}
