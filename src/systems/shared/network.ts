import type { SystemConfig } from "../../config";
import { Network, type NetworkProps } from "../../constructs/network/network";
import { SecurityGroup } from "../../constructs/network/security-group";
import type { SystemStack } from "../../platform/system-stack";

/** The network of a system, and who works in it. */
export interface PrivateNetwork {
  readonly network: Network;
  /** The security group of everything that runs our code: containers, and the function that rotates the database user. */
  readonly workloads: SecurityGroup;
}

export interface PrivateNetworkProps extends Pick<NetworkProps, "closedPorts"> {
  readonly names: {
    readonly network: { readonly vpc: string; readonly flowLogs: string };
    readonly containers: { readonly securityGroup: string };
  };
  /** CMK of the flow logs. */
  readonly logsKeyArn: string;
  /** Why workloads reach services outside AWS, for the audit report. */
  readonly outsideServices: string;
}

/** The VPC as configured, and workloads that leave it by HTTPS alone. */
export function buildNetwork(
  stack: SystemStack,
  { network: settings, retention, protection }: SystemConfig,
  { names, logsKeyArn, closedPorts, outsideServices }: PrivateNetworkProps,
): PrivateNetwork {
  const network = new Network(stack, "network", {
    name: names.network.vpc,
    cidr: settings.cidr,
    zones: settings.zones,
    natGateways: settings.nat.gateways,
    gatewayEndpoints: settings.gatewayEndpoints,
    interfaceEndpoints: settings.interfaceEndpoints.services,
    closedPorts,
    flowLogs: {
      ...settings.flowLogs,
      keyArn: logsKeyArn,
      retentionDays: retention.auditLogDays,
      logGroupName: names.network.flowLogs,
    },
    protection: protection.allowDestroy,
  });
  const workloads = new SecurityGroup(stack, "workloads", {
    vpcId: network.vpcId,
    name: names.containers.securityGroup,
    description: "Containers and functions",
  });
  workloads.allowTo("https", {
    destination: { internet: { reason: outsideServices } },
    port: 443,
    description: "AWS APIs and outside services, by HTTPS",
  });
  return { network, workloads };
}

/** The names are contract: `estate db bootstrap` and the runbooks read them. */
export function networkOutputs(stack: SystemStack, { network, workloads }: PrivateNetwork): void {
  stack.output("vpc_id", network.vpcId, { description: "The VPC" });
  stack.output("public_subnet_ids", network.publicSubnetIds, { description: "Subnets for load balancers and NAT" });
  stack.output("private_subnet_ids", network.appSubnetIds, { description: "Subnets for workloads (app tier)" });
  stack.output("data_subnet_ids", network.dataSubnetIds, { description: "Subnets for data stores" });
  stack.output("ecs_security_group_id", workloads.securityGroupId, { description: "Security group of the containers" });
}
