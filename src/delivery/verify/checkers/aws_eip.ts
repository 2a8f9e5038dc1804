import { tagFacts, text, type Checker } from "../checker";

export const awsEip: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const { Addresses: [address] = [] } = await ec2.describeAddresses({ AllocationIds: [text(resource, "id")] });
    return address && { associated: address.AssociationId !== undefined, ...tagFacts(address.Tags) };
  },
  healthy: [{ title: "Every elastic IP is in use", fact: "associated", is: true }],
};
