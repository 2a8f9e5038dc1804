import { tagFacts, text, type Checker } from "../checker";

export const awsVpcEndpoint: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const id = text(resource, "id");
    const { VpcEndpoints: [endpoint] = [] } = await ec2.describeVpcEndpoints({ VpcEndpointIds: [id] });
    // The API writes `available` and `Available`, by service.
    return endpoint && { state: endpoint.State?.toLowerCase(), ...tagFacts(endpoint.Tags) };
  },
  healthy: [{ title: "Every VPC endpoint is available", fact: "state", is: "available" }],
};
