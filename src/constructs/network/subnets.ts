import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import type { Construct } from "constructs";
import { zoneLetters, type Zone } from "./zones";

/** public: load balancers and NAT gateways. app: workloads. data: data stores. */
export type Tier = "public" | "app" | "data";

/** A subnet as the other parts of the network need it. */
export interface TierSubnet {
  /** Zone letter, the key of everything that exists once a zone. */
  readonly letter: string;
  readonly cidr: string;
  readonly subnetId: string;
}

/** The subnets of every tier, in the order of the zones. */
export type Tiers = Readonly<Record<Tier, readonly TierSubnet[]>>;

/** A public, an app and a data subnet in every zone; nothing gets a public address unless it asks for one. */
export function createSubnets(
  scope: Construct,
  { name, vpcId, zones }: { readonly name: string; readonly vpcId: string; readonly zones: readonly Zone[] },
): Tiers {
  const letters = zoneLetters(zones);
  const tier = (kind: Tier): TierSubnet[] =>
    zones.map((zone, index) => {
      const letter = letters[index] as string;
      const cidr = zone[`${kind}Cidr`];
      const subnet = new Subnet(scope, `${kind}_${letter}`, {
        vpcId,
        availabilityZone: zone.name,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: false, // 164.312(e)(1)
        tags: { Name: `${name}-${kind}-${letter}` },
      });
      return { letter, cidr, subnetId: subnet.id };
    });
  return { public: tier("public"), app: tier("app"), data: tier("data") };
}
