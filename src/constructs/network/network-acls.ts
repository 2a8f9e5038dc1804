import { DefaultNetworkAcl } from "@cdktf/provider-aws/lib/default-network-acl";
import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";
import {
  ANYWHERE,
  appRules,
  dataRules,
  publicRules,
  type AclRule,
  type AclRules,
  type ClosedPorts,
} from "./network-acl-rules";
import type { Tier, Tiers } from "./subnets";

interface NetworkAclsProps {
  readonly name: string;
  readonly vpc: Vpc;
  readonly vpcCidr: string;
  readonly subnets: Tiers;
  /** Whether data subnets talk to services behind gateway endpoints. */
  readonly hasGatewayEndpoints: boolean;
  readonly closedPorts?: ClosedPorts;
}

/** One network ACL for each tier: a second fence that holds even where a security group is too open. 164.312(a)(1) */
export class NetworkAcls extends Construct {
  private readonly props: NetworkAclsProps;

  constructor(scope: Construct, id: string, props: NetworkAclsProps) {
    super(scope, id);
    this.props = props;
    const { vpcCidr, subnets, hasGatewayEndpoints, closedPorts } = props;
    this.addAcl("public", publicRules(vpcCidr, closedPorts));
    this.addAcl("app", appRules(vpcCidr, closedPorts));
    this.addAcl("data", dataRules({ vpcCidr, app: subnets.app, data: subnets.data, hasGatewayEndpoints }));
    this.closeDefaultAcl();
  }

  private addAcl(tier: Tier, { ingress, egress }: AclRules): void {
    const { name, vpc, subnets } = this.props;
    const acl = new NetworkAcl(this, tier, {
      vpcId: vpc.id,
      subnetIds: subnets[tier].map(({ subnetId }) => subnetId),
      tags: { Name: `${name}-${tier}` },
    });
    for (const rule of ingress) this.addRule(acl, `${tier}_in_${rule.id}`, rule, { egress: false });
    for (const rule of egress) this.addRule(acl, `${tier}_out_${rule.id}`, rule, { egress: true });
  }

  private addRule(acl: NetworkAcl, id: string, rule: AclRule, { egress }: { egress: boolean }): void {
    const resource = new NetworkAclRule(this, id, {
      networkAclId: acl.id,
      egress,
      ruleNumber: rule.number,
      ruleAction: rule.action,
      protocol: "tcp",
      cidrBlock: rule.cidr,
      fromPort: rule.ports.from,
      toPort: rule.ports.to,
    });
    if (!egress && rule.cidr === ANYWHERE && rule.action === "allow") {
      // One decision for all of them; what each admits stands in network-acl-rules.ts.
      acknowledgeByDesign(
        resource,
        "network-acls-have-no-public-ingress",
        "Network ACLs are stateless and know no prefix lists: clients of the load balancer and replies from outside have to pass here. Security groups, which are stateful, decide who connects.",
      );
    }
  }

  /** A subnet without an ACL of its own falls to the VPC's default ACL, which lets nothing pass. */
  private closeDefaultAcl(): void {
    const { name, vpc } = this.props;
    new DefaultNetworkAcl(this, "unused", {
      defaultNetworkAclId: vpc.defaultNetworkAclId,
      tags: { Name: `${name}-unused` },
    });
  }
}
