import fc from "fast-check";
import { quotaChecks } from "../../../src/delivery/preflight/checks/quotas";
import { judgeUsage } from "../../../src/delivery/preflight/quota";
import { accountOf, awsError, demandFor, lookAt, statuses, type Answers } from "../../support/preflight";

const missing = () => {
  throw awsError("NoSuchResourceException");
};
const quota = (Value: number) => () => ({ Quota: { Value } });
const raise = (wanted: number) => `ask for ${wanted}`;

describe("a quota", () => {
  it("is enough exactly when what is in use and what is added fit", () => {
    const number = fc.nat(20);
    fc.assert(
      fc.property(number, number, number, (inUse, adds, value) => {
        const verdict = judgeUsage({ inUse, adds, limit: { value, origin: "a test", raise } });
        expect(verdict.status).toBe(inUse + adds <= value ? "ready" : "not ready");
        if (verdict.status !== "ready") expect(verdict.fix).toBe(`ask for ${inUse + adds}`);
      }),
    );
  });

  const eips = demandFor({ aws_eip: { a: {}, b: {} } });
  const look = (quotas: Answers[string], used = 4, demand = eips) =>
    lookAt(
      quotaChecks(
        demand,
        accountOf({ quotas, ec2: { describeAddresses: () => ({ Addresses: Array(used).fill({}) }) } }),
      ),
    );

  it.each<[string, Answers[string], string]>([
    ["the account's own", { getServiceQuota: quota(6) }, "4 of 6 in use (Service Quotas), 2 to come"],
    [
      "AWS's default, where the account has none",
      { getServiceQuota: missing, getAWSDefaultServiceQuota: quota(7) },
      "4 of 7 in use (AWS's default), 2 to come",
    ],
    [
      "the documented default, where Service Quotas answers nothing",
      { getServiceQuota: missing, getAWSDefaultServiceQuota: missing },
      "4 of 5 in use (AWS's default), 2 to come",
    ],
  ])("is %s", async (_case, quotas, found) => {
    expect(await look(quotas)).toMatchObject([{ area: "quotas", what: "elastic IPs in us-east-1", found }]);
  });

  it("that is full says how to have more", async () => {
    expect(await look({ getServiceQuota: quota(5) })).toMatchObject([
      {
        status: "not ready",
        wanted: "room for 2 more",
        fix: expect.stringContaining(
          "aws service-quotas request-service-quota-increase --service-code ec2 --quota-code L-0263D0A3 --desired-value 6 --region us-east-1",
        ),
      },
    ]);
  });

  it("that nobody may read is not checked, and never taken for AWS's default", async () => {
    expect(await look({})).toMatchObject([
      {
        status: "not checked",
        found: "AccessDeniedException: AccessDeniedException, says AWS",
        fix: expect.stringContaining("servicequotas:GetServiceQuota"),
      },
    ]);
  });

  it("is asked about only for what is added: nothing, once it is deployed", async () => {
    const deployed = demandFor({ aws_eip: { a: {}, b: {} } }, { "aws_eip.a": {}, "aws_eip.b": {} });
    expect(await look({}, 5, deployed)).toEqual([]);
    const half = demandFor({ aws_eip: { a: {}, b: {} } }, { "aws_eip.a": {} });
    expect(await look({ getServiceQuota: quota(5) }, 4, half)).toMatchObject([{ status: "ready" }]);
  });
});

describe("quotas of each kind", () => {
  const many = (count: number) => Array(count).fill({});

  it.each<[string, Parameters<typeof demandFor>[0], Answers, string]>([
    ["VPCs", { aws_vpc: { a: {} } }, { ec2: { describeVpcs: () => ({ Vpcs: many(5) }) } }, "VPCs in us-east-1"],
    [
      "internet gateways",
      { aws_internet_gateway: { a: {} } },
      { ec2: { describeInternetGateways: () => ({ InternetGateways: many(5) }) } },
      "internet gateways in us-east-1",
    ],
    [
      "trails, which no one raises",
      { aws_cloudtrail: { a: {} } },
      { cloudtrail: { describeTrails: () => ({ trailList: many(5) }) } },
      "trails in us-east-1",
    ],
    [
      "reservations of Lambda, of which 100 executions stay free",
      { aws_lambda_function: { a: { reserved_concurrent_executions: 1 } } },
      {
        lambda: {
          getAccountSettings: () => ({
            AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 100 },
          }),
        },
      },
      "reserved concurrent executions in us-east-1",
    ],
    [
      "instances of RDS, by themselves and of clusters",
      { aws_db_instance: { a: {} }, aws_rds_cluster_instance: { b: {} } },
      {
        rds: {
          describeAccountAttributes: () => ({
            AccountQuotas: [{ AccountQuotaName: "DBInstances", Used: 39, Max: 40 }],
          }),
        },
      },
      "database instances in us-east-1",
    ],
    [
      "roles",
      { aws_iam_role: { a: {} } },
      { iam: { getAccountSummary: () => ({ SummaryMap: { Roles: 1000, RolesQuota: 1000 } }) } },
      "roles in the account",
    ],
    [
      "buckets, page by page",
      { aws_s3_bucket: { a: {} } },
      {
        s3: {
          listBuckets: ({ ContinuationToken }: { ContinuationToken?: string }) =>
            ContinuationToken ? { Buckets: many(2) } : { Buckets: many(3), ContinuationToken: "more" },
        },
      },
      "buckets in the account",
    ],
    [
      "distributions",
      { aws_cloudfront_distribution: { a: {} } },
      { cloudfront: { listDistributions: () => ({ DistributionList: { Items: many(5) } }) } },
      "distributions in the account",
    ],
    [
      "web ACLs of their scope",
      { aws_wafv2_web_acl: { a: { scope: "CLOUDFRONT" } } },
      {
        wafv2: { listWebACLs: ({ Scope }: { Scope: string }) => ({ WebACLs: many(Scope === "CLOUDFRONT" ? 100 : 0) }) },
      },
      "web ACLs (CLOUDFRONT) in us-east-1",
    ],
  ])("are those of %s", async (_case, resources, answers, what) => {
    const full = accountOf({ quotas: { getServiceQuota: quota(5) }, ...answers });
    expect(statuses(await lookAt(quotaChecks(demandFor(resources), full)))).toEqual([`${what}: not ready`]);
  });

  it("NAT gateways are counted in the zone of their subnet", async () => {
    const demand = demandFor({
      aws_subnet: { a: { availability_zone: "us-east-1a" }, b: { availability_zone: "us-east-1b" } },
      aws_nat_gateway: { a: { subnet_id: "${aws_subnet.a.id}" }, b: { subnet_id: "${aws_subnet.b.id}" } },
    });
    const aws = accountOf({
      quotas: { getServiceQuota: quota(1) },
      ec2: {
        describeNatGateways: () => ({ NatGateways: [{ SubnetId: "subnet-a" }] }),
        describeSubnets: ({ Filters: [{ Values }] }: { Filters: [{ Values: string[] }] }) => ({
          Subnets: Values.includes("us-east-1a") ? [{ SubnetId: "subnet-a" }] : [],
        }),
      },
    });
    expect(statuses(await lookAt(quotaChecks(demand, aws)))).toEqual([
      "NAT gateways in us-east-1a: not ready",
      "NAT gateways in us-east-1b: ready",
    ]);
  });

  it("functions without a reservation take none", () => {
    const demand = demandFor({ aws_lambda_function: { a: {}, b: { reserved_concurrent_executions: -1 } } });
    expect(quotaChecks(demand, accountOf({}))).toEqual([]);
  });

  it("a quota of another region is asked about there", async () => {
    const regions: string[] = [];
    const aws = accountOf(
      { quotas: { getServiceQuota: quota(5) }, ec2: { describeVpcs: () => ({ Vpcs: [] }) } },
      regions,
    );
    await lookAt(quotaChecks(demandFor({ aws_vpc: { copies: { provider: "aws.us_west_2" } } }), aws));
    expect(new Set(regions)).toEqual(new Set(["us-west-2"]));
  });
});

describe("what lies inside something of the deployment", () => {
  const rules = (group: string, count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_each, index) => [
        `${group}_${index}`,
        { security_group_id: `\${aws_security_group.${group}.id}` },
      ]),
    );
  const resources = { aws_vpc_security_group_ingress_rule: { ...rules("full", 3), ...rules("empty", 1) } };
  const look = (limit: number, deployed: Record<string, Record<string, unknown>> = {}) =>
    lookAt(quotaChecks(demandFor(resources, deployed), accountOf({ quotas: { getServiceQuota: quota(limit) } })));

  it("is counted in the synthesized JSON, and judged where there is most of it", async () => {
    expect(await look(3)).toMatchObject([
      { status: "ready", what: "inbound rules of aws_security_group.full, which has the most" },
    ]);
    expect(await look(2)).toMatchObject([{ status: "not ready" }]);
  });

  it("counts what is deployed already as in use, and asks nothing when nothing is added", async () => {
    const one = { "aws_vpc_security_group_ingress_rule.full_0": {} };
    expect(await look(3, one)).toMatchObject([{ found: "1 of 3 in use (Service Quotas), 2 to come" }]);
    const all = Object.keys(resources.aws_vpc_security_group_ingress_rule).map((name) => [
      `aws_vpc_security_group_ingress_rule.${name}`,
      {},
    ]);
    expect(await look(0, Object.fromEntries(all))).toEqual([]);
  });

  it("is not checked where the quota cannot be read", async () => {
    const checks = quotaChecks(demandFor(resources), accountOf({}));
    expect(await lookAt(checks)).toMatchObject([{ status: "not checked" }]);
  });
});
