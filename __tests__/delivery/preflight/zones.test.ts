import { regionChecks, zoneChecks } from "../../../src/delivery/preflight/checks/zones";
import { accountOf, demandFor, lookAt } from "../../support/preflight";

describe("a region", () => {
  const look = (OptInStatus?: string) => {
    const Regions = OptInStatus === undefined ? [] : [{ RegionName: "us-east-1", OptInStatus }];
    return lookAt(
      regionChecks({ regions: ["us-east-1"] }, accountOf({ ec2: { describeRegions: () => ({ Regions }) } })),
    );
  };

  it.each(["opt-in-not-required", "opted-in"])("that is %s can be used", async (status) => {
    expect(await look(status)).toMatchObject([{ area: "account", what: "region us-east-1", status: "ready" }]);
  });

  it.each([["not-opted-in"], [undefined]])("that is %s must be enabled first", async (status) => {
    expect(await look(status)).toMatchObject([
      {
        status: "not ready",
        found: status ?? "no such region",
        fix: expect.stringContaining("aws account enable-region --region-name us-east-1"),
      },
    ]);
  });

  it("of a copy is asked about too", () => {
    const demand = demandFor({ aws_kms_key: { copies: { provider: "aws.us_west_2" } } });
    expect(regionChecks(demand, accountOf({})).map(({ what }) => what)).toEqual([
      "region us-east-1",
      "region us-west-2",
    ]);
  });

  it("is not checked when nobody may look", async () => {
    expect(await lookAt(regionChecks({ regions: ["us-east-1"] }, accountOf({})))).toMatchObject([
      { status: "not checked" },
    ]);
  });
});

describe("availability zones", () => {
  const demand = demandFor({
    aws_subnet: {
      a: { availability_zone: "us-east-1a" },
      b: { availability_zone: "us-east-1b" },
      again: { availability_zone: "us-east-1a" },
    },
  });
  const look = (zones: Record<string, string>) => {
    const AvailabilityZones = Object.entries(zones).map(([ZoneName, State]) => ({ ZoneName, State }));
    return lookAt(zoneChecks(demand, accountOf({ ec2: { describeAvailabilityZones: () => ({ AvailabilityZones }) } })));
  };

  it("are ready when all of them are available", async () => {
    expect(await look({ "us-east-1a": "available", "us-east-1b": "available" })).toMatchObject([
      { what: "us-east-1a, us-east-1b", status: "ready" },
    ]);
  });

  it("are not ready when the account has one of them not, or AWS has closed it", async () => {
    expect(await look({ "us-east-1a": "impaired", "us-east-1f": "available" })).toMatchObject([
      {
        status: "not ready",
        found: "us-east-1a is impaired, us-east-1b is not this account's",
        fix: expect.stringContaining("open are us-east-1f"),
      },
    ]);
  });

  it("are not checked when nobody may look, and not asked about when there are no subnets", async () => {
    expect(await lookAt(zoneChecks(demand, accountOf({})))).toMatchObject([{ status: "not checked" }]);
    expect(zoneChecks(demandFor({}), accountOf({}))).toEqual([]);
  });
});
