import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import type { AlarmTopic } from "../observability/alarm-topic";
import type { GatewayService } from "./endpoint-policies";
import { Endpoints } from "./endpoints";
import { FlowLogs } from "./flow-logs";
import { NatGateways } from "./nat-gateways";
import type { ClosedPorts } from "./network-acl-rules";
import { NetworkAcls } from "./network-acls";
import { NetworkAlarms, type NetworkAlarmsProps } from "./network-alarms";
import { RouteTables } from "./route-tables";
import type { SecurityGroup } from "./security-group";
import { createSubnets, type TierSubnet } from "./subnets";
import { zoneLetters, type Zone } from "./zones";

export interface NetworkProps {
  /** Start of every Name tag, such as `omnirapeutic-production`. */
  readonly name: string;
  /** IPv4 block of the VPC, /16 to /28. */
  readonly cidr: string;
  /** At least one zone of the stack's region. Each gets a subnet of every tier. */
  readonly zones: readonly Zone[];
  /** NAT gateways, 1 to the number of zones. Zones beyond that share the gateways of the first zones. */
  readonly natGateways: number;
  readonly gatewayEndpoints: readonly GatewayService[];
  /** Services reached by interface endpoints, as in `com.amazonaws.<region>.<service>`: `ecr.api`, `logs`, … */
  readonly interfaceEndpoints: readonly string[];
  /**
   * Ports of data stores that the network ACLs close to the internet even for replies, by a name, at most 9 of them.
   *
   * @default SSH and RDP alone
   */
  readonly closedPorts?: ClosedPorts;
  readonly flowLogs: {
    readonly logGroupName: string;
    /** Days, a period that CloudWatch Logs accepts. */
    readonly retentionDays: number;
    /** Longest time that packets are gathered into one record. */
    readonly aggregationSeconds: 60 | 600;
    /** CMK whose policy admits CloudWatch Logs. */
    readonly keyArn: string;
  };
  /** Kept: Terraform refuses to destroy the flow logs' log group. */
  readonly protection: Safeguard;
}

/**
 * A VPC with three tiers of subnets in every zone: public (load balancers, NAT), app (out through NAT only) and data (no
 * way out). Traffic is logged, AWS services are reached privately, and the VPC's default security group, ACL and route
 * table let nothing pass.
 */
export class Network extends Construct {
  readonly vpcId: string;
  readonly vpcCidr: string;
  readonly publicSubnetIds: readonly string[];
  readonly appSubnetIds: readonly string[];
  readonly dataSubnetIds: readonly string[];
  readonly natGatewayIds: readonly string[];
  /** Log group of the accepted and rejected connections. */
  readonly flowLogsGroupName: string;
  /** Guards the interface endpoints. Undefined when there is none. */
  readonly endpointSecurityGroup?: SecurityGroup;
  /** Prefix lists of the services behind gateway endpoints, as destinations of security group rules. */
  readonly gatewayPrefixListIds: Readonly<Partial<Record<GatewayService, string>>>;
  private readonly watched: Omit<NetworkAlarmsProps, "topic">;

  /** @throws Error when zones cannot be told apart by letter, or the number of NAT gateways does not fit them */
  constructor(scope: Construct, id: string, props: NetworkProps) {
    super(scope, id);
    const { name, cidr, protection } = props;
    const vpc = new Vpc(this, "Resource", {
      cidrBlock: cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true, // private DNS of interface endpoints needs both
      tags: { Name: name },
    });
    const shared = { name, vpcId: vpc.id };
    const subnets = createSubnets(this, { ...shared, zones: props.zones });
    const internetGateway = new InternetGateway(this, "internet_gateway", { vpcId: vpc.id, tags: { Name: name } });
    const nat = new NatGateways(this, "nat", {
      name,
      count: props.natGateways,
      publicSubnets: subnets.public,
      internetGateway,
    });
    const routes = new RouteTables(this, "routes", {
      name,
      vpc,
      subnets,
      internetGatewayId: internetGateway.id,
      natGatewayIds: nat.natGatewayIds,
    });
    const endpoints = new Endpoints(this, "endpoints", {
      ...shared,
      subnets,
      privateTableIds: routes.privateTableIds,
      gatewayServices: props.gatewayEndpoints,
      interfaceServices: props.interfaceEndpoints,
    });
    new NetworkAcls(this, "acl", {
      name,
      vpc,
      vpcCidr: cidr,
      subnets,
      hasGatewayEndpoints: props.gatewayEndpoints.length > 0,
      closedPorts: props.closedPorts,
    });
    const flowLogs = new FlowLogs(this, "flow_logs", { ...shared, ...props.flowLogs, protection });
    // Without rules in the configuration the provider removes those that AWS put in. 164.312(a)(1)
    new DefaultSecurityGroup(this, "closed", { vpcId: vpc.id, tags: { Name: `${name}-closed` } });

    this.vpcId = vpc.id;
    this.vpcCidr = cidr;
    this.publicSubnetIds = idsOf(subnets.public);
    this.appSubnetIds = idsOf(subnets.app);
    this.dataSubnetIds = idsOf(subnets.data);
    this.natGatewayIds = nat.natGatewayIds;
    this.flowLogsGroupName = flowLogs.logGroupName;
    this.endpointSecurityGroup = endpoints.securityGroup;
    this.gatewayPrefixListIds = endpoints.gatewayPrefixListIds;
    const letters = zoneLetters(props.zones);
    this.watched = {
      name,
      natGateways: nat.natGatewayIds.map((natGatewayId, index) => ({ letter: letters[index]!, natGatewayId })),
      flowLogsGroupName: flowLogs.logGroupName,
    };
  }

  /**
   * The ways to AWS of a workload without internet: the group of the interface endpoints, and the prefix list of a service
   * behind a gateway endpoint.
   *
   * @throws Error when the network has no interface endpoint, or none for that service
   */
  privateEndpoints(gateway: GatewayService): { readonly endpoints: SecurityGroup; readonly prefixListId: string } {
    const { endpointSecurityGroup: endpoints, gatewayPrefixListIds } = this;
    const prefixListId = gatewayPrefixListIds[gateway];
    if (endpoints && prefixListId) return { endpoints, prefixListId };
    const missing = endpoints ? `gatewayEndpoints has no ${gateway}` : "interfaceEndpoints is empty";
    throw new Error(
      `[${this.node.path}] ${missing}; allowed are both for a workload without internet. Add what is missing.`,
    );
  }

  /** Tells the topic about lost or unusual traffic to the internet, and about flow logs that stop or swell. 164.308(a)(6)(ii) */
  watch(topic: AlarmTopic): void {
    new NetworkAlarms(this, "alarms", { ...this.watched, topic });
  }
}

function idsOf(subnets: readonly TierSubnet[]): string[] {
  return subnets.map(({ subnetId }) => subnetId);
}
