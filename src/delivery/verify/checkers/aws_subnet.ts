import type { Route } from "@aws-sdk/client-ec2";
import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker } from "../checker";

export const awsSubnet: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const id = text(resource, "id");
    const [{ Subnets: [subnet] = [] }, routes] = await Promise.all([
      ec2.describeSubnets({ SubnetIds: [id] }),
      routesOf(ec2, id),
    ]);
    return (
      subnet && {
        cidr_block: subnet.CidrBlock,
        availability_zone: subnet.AvailabilityZone,
        state: subnet.State,
        way_out: wayOut(routes),
        local_route: routes?.find(({ GatewayId }) => GatewayId === "local")?.DestinationCidrBlock ?? "none",
        ...tagFacts(subnet.Tags),
      }
    );
  },
  healthy: [{ title: "Every subnet is available", fact: "state", is: "available" }],
};

/** The routes of the subnet's own table; undefined when it follows the VPC's main one. */
async function routesOf(ec2: AwsClients["ec2"], subnet: string): Promise<Route[] | undefined> {
  const { RouteTables: [table] = [] } = await ec2.describeRouteTables({
    Filters: [{ Name: "association.subnet-id", Values: [subnet] }],
  });
  return table && (table.Routes ?? []);
}

/** Where the route table sends the internet's addresses: what makes a subnet public, private or closed. */
function wayOut(routes: Route[] | undefined): string {
  if (!routes) return "the VPC's main route table";
  const route = routes.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
  if (!route) return "none";
  if (route.NatGatewayId) return "NAT gateway";
  return route.GatewayId?.startsWith("igw-") ? "internet gateway" : "another target";
}
