import { SecurityGroup as AwsSecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupEgressRule } from "@cdktf/provider-aws/lib/vpc-security-group-egress-rule";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Token } from "cdktf";
import { Construct } from "constructs";
import { acknowledgeByDesign } from "../../platform/acknowledge";

const INTERNET = "0.0.0.0/0";
const PLAIN_HTTP = 80;

/** What AWS allows in the description of a group or rule; it tells so only when the plan is applied. */
const DESCRIPTION = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{1,255}$/;

export interface SecurityGroupProps {
  readonly vpcId: string;
  /** Name in the VPC and Name tag; unique in the VPC, not starting with `sg-`. Changing it replaces the group. */
  readonly name: string;
  /** Whom the group is for, up to 255 characters of AWS's set. Changing it replaces the group. */
  readonly description: string;
}

/** The other end of a connection. Everybody on the internet is one only for a reason, which the audit report shows. */
export type Peer =
  | SecurityGroup
  | { readonly cidr: string }
  | { readonly prefixListId: string }
  | { readonly internet: { readonly reason: string } };

/** One TCP port, open to or towards one peer. */
interface Connection {
  /** TCP port, 1-65535. */
  readonly port: number;
  /** Why the connection exists, up to 255 characters of AWS's set. */
  readonly description: string;
}

/** A connection that comes in. */
export interface Ingress extends Connection {
  readonly source: Peer;
}

/** A connection that goes out. */
export interface Egress extends Connection {
  readonly destination: Peer;
}

/**
 * A security group that lets nothing in or out until a rule says so: with no egress declared, the provider removes the
 * allow-all rule that AWS puts into a new group. Rules are resources of their own, because inline rules and rule
 * resources overwrite each other.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/5.100.0/docs/resources/security_group
 */
export class SecurityGroup extends Construct {
  readonly securityGroupId: string;

  /** @throws Error when AWS would refuse name or description */
  constructor(scope: Construct, id: string, props: SecurityGroupProps) {
    super(scope, id);
    if (props.name.startsWith("sg-")) {
      throw new Error(`[${this.node.path}] name is "${props.name}"; AWS reserves the prefix sg-. Put it at the end.`);
    }
    requireDescription(this, props.description);
    const group = new AwsSecurityGroup(this, "Resource", { ...props, tags: { Name: props.name } });
    this.securityGroupId = group.id;
  }

  /**
   * Lets the source connect to members of this group; without `allowTo` on the source's side it may still not leave.
   *
   * @param peer short name of the source; the rule's address ends in `from_<peer>`
   */
  allowFrom(peer: string, { source, port, description }: Ingress): void {
    const rule = new VpcSecurityGroupIngressRule(this, `from_${peer}`, {
      securityGroupId: this.securityGroupId,
      ...tcp(this, port, description),
      ...peerOf(this, source),
    });
    if (!isInternet(source)) return;
    acknowledgeByDesign(rule, "open-ingress-only-on-authorized-ports", source.internet.reason);
    if (port === PLAIN_HTTP) acknowledgeByDesign(rule, "security-groups-close-http", source.internet.reason);
  }

  /**
   * Lets members of this group connect to the destination.
   *
   * @param peer short name of the destination; the rule's address ends in `to_<peer>`
   */
  allowTo(peer: string, { destination, port, description }: Egress): void {
    const rule = new VpcSecurityGroupEgressRule(this, `to_${peer}`, {
      securityGroupId: this.securityGroupId,
      ...tcp(this, port, description),
      ...peerOf(this, destination),
    });
    if (isInternet(destination)) {
      acknowledgeByDesign(rule, "security-groups-have-no-public-egress", destination.internet.reason);
    }
  }
}

function tcp(group: SecurityGroup, port: number, description: string) {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`[${group.node.path}] port is ${port}; allowed are whole numbers from 1 to 65535.`);
  }
  requireDescription(group, description);
  return { ipProtocol: "tcp", fromPort: port, toPort: port, description };
}

function peerOf(group: SecurityGroup, peer: Peer) {
  if (peer instanceof SecurityGroup) return { referencedSecurityGroupId: peer.securityGroupId };
  if ("prefixListId" in peer) return { prefixListId: peer.prefixListId };
  if (isInternet(peer)) return { cidrIpv4: INTERNET };
  if (peer.cidr !== INTERNET) return { cidrIpv4: peer.cidr };
  throw new Error(
    `[${group.node.path}] cidr is "${INTERNET}", which is everybody. Say { internet: { reason } } instead.`,
  );
}

function isInternet(peer: Peer): peer is { readonly internet: { readonly reason: string } } {
  return !(peer instanceof SecurityGroup) && "internet" in peer;
}

function requireDescription(group: SecurityGroup, description: string): void {
  if (Token.isUnresolved(description) || DESCRIPTION.test(description)) return;
  throw new Error(
    `[${group.node.path}] description is "${description}"; AWS takes 1-255 letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*. ` +
      "Leave out quotes, apostrophes and anything else.",
  );
}
