import type { SystemConfig } from "../../../config";
import type { Ungrouped } from "./grouping";

const vpc = { type: "aws_vpc" };

/** VPC, gateways and flow log. @param flowLogs name of the log group */
export function networkChecks({ network }: SystemConfig, flowLogs: string): readonly Ungrouped[] {
  const { cidr, nat, zones } = network;
  const subnets = zones.flatMap(({ publicCidr, appCidr, dataCidr }) => [publicCidr, appCidr, dataCidr]);
  return [
    { id: "vpc-cidr", title: `VPC has ${cidr}`, of: vpc, demand: { fact: "cidr_block", is: cidr } },
    { id: "no-other-subnets", title: "VPC has no other subnets", of: vpc, demand: { fact: "subnets", is: subnets } },
    {
      id: "nat-gateways",
      title: `${nat.gateways} NAT gateway${nat.gateways === 1 ? "" : "s"}`,
      of: { type: "aws_nat_gateway" },
      demand: { count: nat.gateways },
    },
    {
      id: "internet-gateway",
      title: "1 internet gateway",
      of: { type: "aws_internet_gateway" },
      demand: { count: 1 },
    },
    {
      id: "flow-logs",
      title: `Flow log writes to ${flowLogs}`,
      of: { type: "aws_flow_log" },
      demand: { fact: "log_group", is: flowLogs },
    },
  ];
}

/** Three tiers, one subnet of each in every zone, each with its own way out. */
export function subnetChecks({ network: { cidr, zones } }: SystemConfig): readonly Ungrouped[] {
  const tiers = [
    { tier: "public", cidrs: zones.map(({ publicCidr }) => publicCidr), wayOut: "internet gateway" },
    { tier: "app", cidrs: zones.map(({ appCidr }) => appCidr), wayOut: "NAT gateway" },
    { tier: "data", cidrs: zones.map(({ dataCidr }) => dataCidr), wayOut: "none" },
  ];
  return tiers.flatMap(({ tier, cidrs, wayOut }) => {
    const of = { type: "aws_subnet", where: { cidr_block: cidrs } };
    const inZones = { fact: "availability_zone", differentAtLeast: cidrs.length };
    return [
      { id: `${tier}-subnets`, title: `${cidrs.length} ${tier} subnets`, of, demand: { count: cidrs.length } },
      { id: `${tier}-zones`, title: `Each ${tier} subnet lies in a zone of its own`, of, demand: inZones },
      {
        id: `${tier}-way-out`,
        title: `Way out of ${tier} subnets: ${wayOut}`,
        of,
        demand: { fact: "way_out", is: wayOut },
      },
      {
        id: `${tier}-local-route`,
        title: `Local route of ${tier} subnets: ${cidr}`,
        of,
        demand: { fact: "local_route", is: cidr },
      },
    ];
  });
}
