import { tagFacts, text, type Checker } from "../checker";

export const awsVpc: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const id = text(resource, "id");
    const [{ Vpcs: [vpc] = [] }, { Subnets = [] }] = await Promise.all([
      ec2.describeVpcs({ VpcIds: [id] }),
      ec2.describeSubnets({ Filters: [{ Name: "vpc-id", Values: [id] }] }),
    ]);
    return (
      vpc && {
        cidr_block: vpc.CidrBlock,
        state: vpc.State,
        // All that AWS has in the VPC, so that a subnet made by hand shows.
        subnets: Subnets.map((subnet) => subnet.CidrBlock ?? "?"),
        ...tagFacts(vpc.Tags),
      }
    );
  },
  healthy: [{ title: "VPC is available", fact: "state", is: "available" }],
};
