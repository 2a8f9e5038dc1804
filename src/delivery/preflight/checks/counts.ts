import type { AwsClients } from "../../aws/clients";

/** One page of a list, and the token of the next one. */
interface Page<T> {
  readonly items: readonly T[] | undefined;
  readonly next: string | undefined;
}

/** Everything of a list that AWS gives page by page. */
async function allOf<T>(ask: (token: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const { items = [], next } = await ask(token);
    all.push(...items);
    token = next === "" ? undefined : next;
  } while (token !== undefined);
  return all;
}

export async function elasticIps({ ec2 }: AwsClients): Promise<number> {
  const { Addresses = [] } = await ec2.describeAddresses({});
  return Addresses.length;
}

export async function vpcs({ ec2 }: AwsClients): Promise<number> {
  const all = await allOf(async (NextToken) => {
    const { Vpcs: items, NextToken: next } = await ec2.describeVpcs({ NextToken });
    return { items, next };
  });
  return all.length;
}

export async function internetGateways({ ec2 }: AwsClients): Promise<number> {
  const all = await allOf(async (NextToken) => {
    const { InternetGateways: items, NextToken: next } = await ec2.describeInternetGateways({ NextToken });
    return { items, next };
  });
  return all.length;
}

export async function securityGroups({ ec2 }: AwsClients): Promise<number> {
  const all = await allOf(async (NextToken) => {
    const { SecurityGroups: items, NextToken: next } = await ec2.describeSecurityGroups({ NextToken });
    return { items, next };
  });
  return all.length;
}

/** Those of one zone; a deleted one is listed for an hour and counts no more. */
export async function natGateways({ ec2 }: AwsClients, zone: string): Promise<number> {
  const Filter = [{ Name: "state", Values: ["pending", "available"] }];
  const gateways = await allOf(async (NextToken) => {
    const { NatGateways: items, NextToken: next } = await ec2.describeNatGateways({ NextToken, Filter });
    return { items, next };
  });
  if (gateways.length === 0) return 0;
  const Filters = [{ Name: "availability-zone", Values: [zone] }];
  const subnets = await allOf(async (NextToken) => {
    const { Subnets: items, NextToken: next } = await ec2.describeSubnets({ NextToken, Filters });
    return { items, next };
  });
  const here = new Set(subnets.map(({ SubnetId }) => SubnetId));
  return gateways.filter(({ SubnetId }) => here.has(SubnetId)).length;
}

/** Those that watch all regions count in each: AWS lists them as shadows. */
export async function trails({ cloudtrail }: AwsClients): Promise<number> {
  const { trailList = [] } = await cloudtrail.describeTrails({ includeShadowTrails: true });
  return trailList.length;
}

export async function buckets({ s3 }: AwsClients): Promise<number> {
  const all = await allOf(async (ContinuationToken) => {
    const { Buckets: items, ContinuationToken: next } = await s3.listBuckets({ ContinuationToken });
    return { items, next };
  });
  return all.length;
}

export async function distributions({ cloudfront }: AwsClients): Promise<number> {
  const all = await allOf(async (Marker) => {
    const { DistributionList: { Items: items, NextMarker: next } = {} } = await cloudfront.listDistributions({
      Marker,
    });
    return { items, next };
  });
  return all.length;
}

export async function webAcls({ wafv2 }: AwsClients, Scope: "REGIONAL" | "CLOUDFRONT"): Promise<number> {
  const all = await allOf(async (NextMarker) => {
    const { WebACLs: items, NextMarker: next } = await wafv2.listWebACLs({ Scope, NextMarker, Limit: 100 });
    return { items, next };
  });
  return all.length;
}
