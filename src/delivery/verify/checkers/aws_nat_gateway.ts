import { tagFacts, text, type Checker } from "../checker";

export const awsNatGateway: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const { NatGateways: [gateway] = [] } = await ec2.describeNatGateways({ NatGatewayIds: [text(resource, "id")] });
    // AWS lists a deleted gateway for another hour.
    if (!gateway || gateway.State === "deleted") return undefined;
    const elastic = gateway.NatGatewayAddresses?.some(({ PublicIp, AllocationId }) => PublicIp && AllocationId);
    return { state: gateway.State, elastic_ip: elastic ?? false, ...tagFacts(gateway.Tags) };
  },
  healthy: [
    { title: "Every NAT gateway is available", fact: "state", is: "available" },
    { title: "Every NAT gateway has an elastic IP", fact: "elastic_ip", is: true },
  ],
};
