import type { TierSubnet } from "./subnets";

/** One line of a network ACL; the lowest number that matches decides. All are TCP: VPC DNS and time need no rule. */
export interface AclRule {
  /** Last part of the address, stable like the number: changing either replaces the rule. */
  readonly id: string;
  /** 1-32766. Rules that exist once a zone take the place of their letter. */
  readonly number: number;
  readonly action: "allow" | "deny";
  readonly cidr: string;
  readonly ports: { readonly from: number; readonly to: number };
  /** What passes. */
  readonly reason: string;
}

/** The rules of one tier. AWS refuses more than 20 in a direction. */
export interface AclRules {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

export const ANYWHERE = "0.0.0.0/0";

const HTTP = { from: 80, to: 80 };
const HTTPS = { from: 443, to: 443 };
const EVERY_PORT = { from: 1, to: 65535 };
/** Where replies arrive: NAT gateways, load balancers and Lambda pick their ports from the whole range. Data stores listen here too. */
const HIGH_PORTS = { from: 1024, to: 65535 };
/** Where replies to Linux arrive: above the ports of every data store and of RDP. */
const LINUX_REPLIES = { from: 32768, to: 65535 };

const allow = (number: number, id: string, cidr: string, ports: AclRule["ports"], reason: string): AclRule => ({
  id,
  number,
  action: "allow",
  cidr,
  ports,
  reason,
});

/** An ACL cannot tell a reply from a new connection, so RDP (3389) is cut out of the reply ports; SSH (22) lies below them. */
const repliesFromInternet = (number: number): AclRule[] => [
  allow(number, "replies_below_rdp", ANYWHERE, { from: 1024, to: 3388 }, "replies from the internet, without RDP"),
  allow(number + 1, "replies_above_rdp", ANYWHERE, { from: 3390, to: 65535 }, "replies from the internet, without RDP"),
];

/** Ports by a name that ends the rule's address, such as `{ mysql: 3306 }`. */
export type ClosedPorts = Readonly<Record<string, number>>;

/** Ports on which a store could listen: not even replies arrive there from the internet. @param number of the first rule */
const closedToInternet = (number: number, closed: ClosedPorts): AclRule[] =>
  Object.entries(closed).map(([name, port], index) => ({
    id: `no_${name}`,
    number: number + index,
    action: "deny",
    cidr: ANYWHERE,
    ports: { from: port, to: port },
    reason: "nothing from the internet",
  }));

/** Load balancers and NAT gateways. */
export function publicRules(vpcCidr: string, closed: ClosedPorts = {}): AclRules {
  return {
    ingress: [
      allow(100, "http", ANYWHERE, HTTP, "browsers, which the load balancer redirects to HTTPS"),
      allow(110, "https", ANYWHERE, HTTPS, "clients of the load balancer, and workloads on their way to NAT"),
      allow(120, "vpc", vpcCidr, HIGH_PORTS, "replies of workloads to the load balancer"),
      ...closedToInternet(121, closed),
      ...repliesFromInternet(130),
    ],
    egress: [
      allow(
        100,
        "vpc",
        vpcCidr,
        EVERY_PORT,
        "the load balancer's requests and health checks, and replies to workloads",
      ),
      allow(110, "https", ANYWHERE, HTTPS, "requests of workloads, leaving NAT"),
      allow(120, "replies", ANYWHERE, HIGH_PORTS, "replies of the load balancer to clients"),
    ],
  };
}

/** Workloads and the interface endpoints. */
export function appRules(vpcCidr: string, closed: ClosedPorts = {}): AclRules {
  return {
    ingress: [
      allow(
        100,
        "vpc",
        vpcCidr,
        EVERY_PORT,
        "the load balancer, other workloads, calls to endpoints, replies of data stores",
      ),
      ...closedToInternet(101, closed),
      ...repliesFromInternet(110), // through NAT, and from S3 and DynamoDB, whose gateway endpoints keep public addresses
    ],
    egress: [
      allow(100, "vpc", vpcCidr, EVERY_PORT, "data stores, other workloads, endpoints, replies to the load balancer"),
      allow(110, "https", ANYWHERE, HTTPS, "NAT, and S3 and DynamoDB through their gateway endpoints"),
    ],
  };
}

/** Data stores: only app and data subnets may connect, not even the public tier. */
export function dataRules({ vpcCidr, app, data, hasGatewayEndpoints }: DataTier): AclRules {
  const perZone = (base: number, id: string, subnets: readonly TierSubnet[], ports: AclRule["ports"], reason: string) =>
    subnets.map(({ letter, cidr }) => allow(base + placeOf(letter), `${id}_${letter}`, cidr, ports, reason));
  const peers = [
    ...perZone(100, "app", app, HIGH_PORTS, "workloads and data stores, in both directions"),
    ...perZone(200, "data", data, HIGH_PORTS, "replication between data stores"),
  ];
  return {
    ingress: [...peers, ...(hasGatewayEndpoints ? gatewayReplies(vpcCidr) : [])],
    egress: [
      ...peers,
      ...perZone(300, "endpoints", app, HTTPS, "interface endpoints, which live in app subnets"),
      ...(hasGatewayEndpoints ? [allow(400, "gateway_endpoints", ANYWHERE, HTTPS, "S3 and DynamoDB")] : []),
    ],
  };
}

interface DataTier {
  readonly vpcCidr: string;
  readonly app: readonly TierSubnet[];
  readonly data: readonly TierSubnet[];
  readonly hasGatewayEndpoints: boolean;
}

/**
 * Gateway endpoints keep the public addresses of S3 and DynamoDB, so their replies come from "anywhere". The rest of the
 * VPC is shut out first, and data subnets have no other route out of the VPC: nobody else can use this opening.
 */
function gatewayReplies(vpcCidr: string): AclRule[] {
  return [
    { ...allow(300, "rest_of_vpc", vpcCidr, EVERY_PORT, "nothing"), action: "deny" },
    allow(310, "gateway_replies", ANYWHERE, LINUX_REPLIES, "replies of S3 and DynamoDB; no other route leads here"),
  ];
}

/** a = 0, b = 1, … so that a rule's number never depends on which other zones exist. */
function placeOf(letter: string): number {
  return letter.charCodeAt(0) - "a".charCodeAt(0);
}
