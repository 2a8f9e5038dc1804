import { Network, type NetworkProps } from "../../../src/constructs/network/network";
import { synthesize, type Block, type Synthesized } from "../../support/synthesize";

/** The network that the documents describe for production. */
export const documentedProps: NetworkProps = {
  name: "sample-production",
  cidr: "10.0.0.0/16",
  zones: [
    { name: "us-east-1a", publicCidr: "10.0.1.0/24", appCidr: "10.0.11.0/24", dataCidr: "10.0.21.0/24" },
    { name: "us-east-1b", publicCidr: "10.0.2.0/24", appCidr: "10.0.12.0/24", dataCidr: "10.0.22.0/24" },
    { name: "us-east-1c", publicCidr: "10.0.3.0/24", appCidr: "10.0.13.0/24", dataCidr: "10.0.23.0/24" },
  ],
  natGateways: 3,
  gatewayEndpoints: ["s3", "dynamodb"],
  interfaceEndpoints: ["ecr.api", "logs"],
  flowLogs: {
    logGroupName: "/aws/vpc/sample-production-flow-logs",
    retentionDays: 2557,
    aggregationSeconds: 60,
    keyArn: "arn:aws:kms:us-east-1:123456789012:key/logs",
  },
  protection: { kept: true },
};

/** Synthesizes the documented network with some properties changed. */
export function synthesizeNetwork(changes: Partial<NetworkProps> = {}): Synthesized {
  return synthesize((stack) => new Network(stack, "network", { ...documentedProps, ...changes }));
}

/** The routes of the table that a subnet is associated with. */
export function routesOf(network: Synthesized, subnet: string): Block[] {
  const associations = Object.values(network.every("aws_route_table_association"));
  const table = associations.filter(({ subnet_id }) => subnet_id === `\${aws_subnet.${subnet}.id}`);
  if (table.length !== 1) throw new Error(`${subnet} has ${table.length} route tables, expected 1.`);
  const routes = Object.values(network.every("aws_route"));
  return routes.filter(({ route_table_id }) => route_table_id === table[0]!.route_table_id);
}
