import { Eip } from "@cdktf/provider-aws/lib/eip";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { TierSubnet } from "./subnets";

interface NatGatewaysProps {
  readonly name: string;
  /** How many gateways, 1 to the number of zones; they take the first zones. */
  readonly count: number;
  readonly publicSubnets: readonly TierSubnet[];
  /** A gateway works only once the VPC has its internet gateway. */
  readonly internetGateway: ITerraformDependable;
}

/** NAT gateways, each with an elastic IP, in the public subnets of the first zones. */
export class NatGateways extends Construct {
  /** In the order of the zones. */
  readonly natGatewayIds: readonly string[];

  /** @throws Error when there would be no gateway, or more than zones */
  constructor(scope: Construct, id: string, { name, count, publicSubnets, internetGateway }: NatGatewaysProps) {
    super(scope, id);
    if (!Number.isInteger(count) || count < 1 || count > publicSubnets.length) {
      throw new Error(
        `[${this.node.path}] natGateways is ${count}; allowed are 1 to ${publicSubnets.length}, one for each zone.`,
      );
    }
    this.natGatewayIds = publicSubnets.slice(0, count).map(({ letter, subnetId }) => {
      const tags = { Name: `${name}-nat-${letter}` };
      const dependsOn = [internetGateway];
      const address = new Eip(this, `${letter}_eip`, { domain: "vpc", tags, dependsOn });
      return new NatGateway(this, letter, { allocationId: address.allocationId, subnetId, tags, dependsOn }).id;
    });
  }
}
