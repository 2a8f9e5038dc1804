import { tagFacts, text, type Checker } from "../checker";

export const awsInternetGateway: Checker = {
  group: "Infrastructure",
  read: async (resource, { ec2 }) => {
    const id = text(resource, "id");
    const { InternetGateways: [gateway] = [] } = await ec2.describeInternetGateways({ InternetGatewayIds: [id] });
    const attachment = gateway?.Attachments?.find(({ VpcId }) => VpcId === text(resource, "vpc_id"));
    return gateway && { attachment: attachment?.State ?? "detached", ...tagFacts(gateway.Tags) };
  },
  healthy: [{ title: "Internet gateway is attached", fact: "attachment", is: "available" }],
};
