/** Interface endpoints that stand in for the internet: what a workload without egress needs to start, log, decrypt and be reached. */
export const interfaceEndpoints = [
  "ec2messages",
  "ecr.api",
  "ecr.dkr",
  "kms",
  "logs",
  "monitoring",
  "secretsmanager",
  "ssm",
  "ssmmessages",
  "sts",
] as const;

/** All of them, and those that only some systems use: `xray` where a function is traced. */
export const knownInterfaceEndpoints = [...interfaceEndpoints, "xray"] as const;

/** Service part of an interface endpoint's name: `com.amazonaws.<region>.<service>`. */
export type InterfaceEndpoint = (typeof knownInterfaceEndpoints)[number];

/** The two services that have (free) gateway endpoints. */
export const gatewayEndpoints = ["s3", "dynamodb"] as const;
export type GatewayEndpoint = (typeof gatewayEndpoints)[number];

/** One availability zone with one subnet of each tier. */
export interface ZoneConfig {
  /** Zone of the deployment's region, such as `us-east-1a`. */
  readonly name: string;
  /** Load balancers and NAT gateways: routed to the internet. */
  readonly publicCidr: string;
  /** Workloads: out through NAT only. */
  readonly appCidr: string;
  /** Data stores: no way out. */
  readonly dataCidr: string;
}

/** NAT gateways: one a zone, or fewer (at least 1) with the reason why losing a zone may cut egress. */
export type NatConfig = { readonly gateways: number } | { readonly gateways: number; readonly reason: string };

/** Interface endpoints: all of them, or fewer with a reason. */
export type InterfaceEndpointsConfig =
  | { readonly services: readonly InterfaceEndpoint[] }
  | { readonly services: readonly InterfaceEndpoint[]; readonly reason: string };

/** A VPC with a public, an app and a data subnet in every zone. */
export interface NetworkConfig {
  /** IPv4 block of the VPC, /16 to /28. */
  readonly cidr: string;
  /** At least 2 zones, 3 in production. */
  readonly zones: readonly ZoneConfig[];
  readonly nat: NatConfig;
  readonly gatewayEndpoints: readonly GatewayEndpoint[];
  readonly interfaceEndpoints: InterfaceEndpointsConfig;
  /**
   * Blocks of networks that this VPC is peered with, or may be one day, by name: none may share an address with it.
   * @default none
   */
  readonly peers?: Readonly<Record<string, string>>;
  readonly flowLogs: {
    /** Longest time that packets are gathered into one record: 60 or 600 seconds. */
    readonly aggregationSeconds: 60 | 600;
  };
}
