import { literal, referred, type Demand, type PlannedResource } from "../demand";
import {
  byAccount,
  byRegion,
  documentedLimit,
  kept,
  ofIam,
  ofRds,
  type CountedQuota,
  type Place,
} from "./counted-quotas";
import * as count from "./counts";

/** Every function without a reservation shares these; Lambda refuses to reserve them. */
const UNRESERVED_EXECUTIONS = 100;

/** The quotas that our systems fill. */
export const countedQuotas: readonly CountedQuota[] = [
  kept({
    what: "elastic IPs",
    types: ["aws_eip"],
    place: byRegion,
    needs: ["ec2:DescribeAddresses"],
    limit: { service: "ec2", code: "L-0263D0A3", preset: 5 },
    count: count.elasticIps,
  }),
  kept({
    what: "VPCs",
    types: ["aws_vpc"],
    place: byRegion,
    needs: ["ec2:DescribeVpcs"],
    limit: { service: "vpc", code: "L-F678F1CE", preset: 5 },
    count: count.vpcs,
  }),
  kept({
    what: "internet gateways",
    types: ["aws_internet_gateway"],
    place: byRegion,
    needs: ["ec2:DescribeInternetGateways"],
    limit: { service: "vpc", code: "L-A4707A72", preset: 5 },
    count: count.internetGateways,
  }),
  kept({
    what: "security groups",
    types: ["aws_security_group"],
    place: byRegion,
    needs: ["ec2:DescribeSecurityGroups"],
    limit: { service: "vpc", code: "L-E79EC296", preset: 2500 },
    count: count.securityGroups,
  }),
  kept({
    what: "NAT gateways",
    types: ["aws_nat_gateway"],
    place: zoneOfSubnet,
    needs: ["ec2:DescribeNatGateways", "ec2:DescribeSubnets"],
    limit: { service: "vpc", code: "L-FE5A380F", preset: 5 },
    count: (aws, { name }) => count.natGateways(aws, name),
  }),
  {
    what: "trails",
    types: ["aws_cloudtrail"],
    place: byRegion,
    needs: ["cloudtrail:DescribeTrails"],
    measure: async (aws) => {
      const raise =
        "AWS raises this quota for nobody. Delete a trail, or let one that covers all regions see this deployment too (trail in src/config).";
      return { inUse: await count.trails(aws), limit: documentedLimit(5, raise) };
    },
  },
  {
    what: "reserved concurrent executions",
    types: ["aws_lambda_function"],
    place: byRegion,
    amount: ({ body }) => Math.max(0, Number(body.reserved_concurrent_executions ?? 0)),
    needs: ["lambda:GetAccountSettings"],
    measure: async ({ lambda }, { region }) => {
      const { AccountLimit: { ConcurrentExecutions: all, UnreservedConcurrentExecutions: free } = {} } =
        await lambda.getAccountSettings({});
      if (all === undefined || free === undefined) throw new Error("Lambda tells no quota of concurrent executions");
      const value = Math.max(0, all - UNRESERVED_EXECUTIONS);
      const raise = (wanted: number): string => {
        const total = wanted + UNRESERVED_EXECUTIONS;
        return `Ask for ${total}, of which ${UNRESERVED_EXECUTIONS} stay unreserved, or reserve fewer: aws service-quotas request-service-quota-increase --service-code lambda --quota-code L-B99A9384 --desired-value ${total} --region ${region}`;
      };
      return { inUse: all - free, limit: { value, origin: "Lambda", raise } };
    },
  },
  ofRds("database instances", ["aws_db_instance", "aws_rds_cluster_instance"], "DBInstances"),
  ofRds("database clusters", ["aws_rds_cluster"], "DBClusters"),
  kept({
    what: "buckets",
    types: ["aws_s3_bucket"],
    place: byAccount,
    needs: ["s3:ListAllMyBuckets"],
    limit: { service: "s3", code: "L-DC2B2D3D", preset: 10_000 },
    count: count.buckets,
  }),
  kept({
    what: "distributions",
    types: ["aws_cloudfront_distribution"],
    place: byAccount,
    needs: ["cloudfront:ListDistributions"],
    limit: { service: "cloudfront", code: "L-24B04930", preset: 200 },
    count: count.distributions,
  }),
  ofIam("roles", "aws_iam_role", "Roles"),
  ofIam("policies", "aws_iam_policy", "Policies"),
  ofIam("instance profiles", "aws_iam_instance_profile", "InstanceProfiles"),
  webAcls("REGIONAL"),
  webAcls("CLOUDFRONT"),
];

function zoneOfSubnet({ region, body }: PlannedResource, demand: Demand): Place | undefined {
  const zone = literal(referred(demand, body.subnet_id)?.body.availability_zone);
  return zone === undefined ? undefined : { name: zone, region };
}

function webAcls(scope: "REGIONAL" | "CLOUDFRONT"): CountedQuota {
  return {
    what: `web ACLs (${scope})`,
    types: ["aws_wafv2_web_acl"],
    place: (resource) => (resource.body.scope === scope ? byRegion(resource) : undefined),
    needs: ["wafv2:ListWebACLs"],
    measure: async (aws, { region }) => {
      const raise = `Ask AWS for more than 100 web ACLs in ${region} (Service Quotas in the console), or delete one.`;
      return { inUse: await count.webAcls(aws, scope), limit: documentedLimit(100, raise) };
    },
  };
}
