import { DefaultRouteTable } from "@cdktf/provider-aws/lib/default-route-table";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import type { Tiers, TierSubnet } from "./subnets";

const INTERNET = "0.0.0.0/0";

interface RouteTablesProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly subnets: Tiers;
  readonly internetGatewayId: string;
  /** In the order of the zones: the gateways of the first zones. */
  readonly natGatewayIds: readonly string[];
}

/**
 * One table for the public tier, one for each zone of the app and data tiers. Public subnets reach the internet
 * directly, app subnets through NAT, data subnets not at all.
 */
export class RouteTables extends Construct {
  /** Tables of the app and data tiers, which the gateway endpoints join. */
  readonly privateTableIds: readonly string[];

  private readonly props: RouteTablesProps;

  constructor(scope: Construct, id: string, props: RouteTablesProps) {
    super(scope, id);
    this.props = props;
    this.emptyDefaultTable();
    this.routePublicTier();
    this.privateTableIds = [...this.routeAppTier(), ...this.routeDataTier()];
  }

  /** A subnet without a table of its own falls to the VPC's default table, which leads nowhere. */
  private emptyDefaultTable(): void {
    const { name, vpc } = this.props;
    new DefaultRouteTable(this, "unused", {
      defaultRouteTableId: vpc.defaultRouteTableId,
      route: [],
      tags: { Name: `${name}-unused` },
    });
  }

  private routePublicTier(): void {
    const { internetGatewayId, subnets } = this.props;
    const routeTableId = this.addTable("public");
    // Only load balancers and NAT gateways stand behind this open route; no subnet assigns public addresses.
    new Route(this, "public_internet", {
      routeTableId,
      destinationCidrBlock: INTERNET,
      gatewayId: internetGatewayId,
    });
    for (const subnet of subnets.public) this.associate("public", subnet, routeTableId);
  }

  /** A zone without a gateway of its own shares one; sharing is spread evenly over the gateways. */
  private routeAppTier(): string[] {
    const { natGatewayIds, subnets } = this.props;
    return subnets.app.map((subnet, index) => {
      const routeTableId = this.addTable(`app_${subnet.letter}`);
      new Route(this, `app_${subnet.letter}_internet`, {
        routeTableId,
        destinationCidrBlock: INTERNET,
        natGatewayId: natGatewayIds[index % natGatewayIds.length],
      });
      this.associate("app", subnet, routeTableId);
      return routeTableId;
    });
  }

  /** Deliberately without a default route: a stolen database cannot phone home. 164.312(e)(1) */
  private routeDataTier(): string[] {
    return this.props.subnets.data.map((subnet) => {
      const routeTableId = this.addTable(`data_${subnet.letter}`);
      this.associate("data", subnet, routeTableId);
      return routeTableId;
    });
  }

  private addTable(id: string): string {
    const { name, vpc } = this.props;
    return new RouteTable(this, id, { vpcId: vpc.id, tags: { Name: `${name}-${id.replace("_", "-")}` } }).id;
  }

  private associate(tier: string, { letter, subnetId }: TierSubnet, routeTableId: string): void {
    new RouteTableAssociation(this, `${tier}_${letter}_subnet`, { subnetId, routeTableId });
  }
}
