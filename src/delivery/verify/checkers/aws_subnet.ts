import type { AwsClients } from "../../aws/clients";
import { tagFacts, text, type Checker } from "../checker";

export const awsSubnet: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const id = text(resource, "id");
    const [{ Subnets: [subnet] = [] }, way] = await Promise.all([
      ec2.describeSubnets({ SubnetIds: [id] }),
      wayOut(ec2, id),
    ]);
    return (
      subnet && {
        cidr_block: subnet.CidrBlock,
        availability_zone: subnet.AvailabilityZone,
        state: subnet.State,
        way_out: way,
        ...tagFacts(subnet.Tags),
      }
    );
  },
  healthy: [{ title: "Every subnet is available", fact: "state", is: "available" }],
};

/** Where the subnet's route table sends the internet's addresses: what makes it public, private or closed. */
async function wayOut(ec2: AwsClients["ec2"], subnet: string): Promise<string> {
  const { RouteTables: [table] = [] } = await ec2.describeRouteTables({
    Filters: [{ Name: "association.subnet-id", Values: [subnet] }],
  });
  if (!table) return "the VPC's main route table";
  const route = table.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === "0.0.0.0/0");
  if (!route) return "none";
  if (route.NatGatewayId) return "NAT gateway";
  return route.GatewayId?.startsWith("igw-") ? "internet gateway" : "another target";
}
