import type { Block } from "../support/synthesize";
import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";

const zones = ["a", "b", "c"];
const subnetsOf = (tier: string, environment = "production"): Block[] =>
  zones.map((zone) => omnirapeuticIn(environment).at(`aws_subnet.network_${tier}_${zone}`));

describe("Omnirapeutic's production network", () => {
  const production = omnirapeuticIn("production");

  it("is 10.0.0.0/16 [001-vpc-cidr] [002-vpc-cidr]", () => {
    expect(production.only("aws_vpc").cidr_block).toBe("10.0.0.0/16");
  });

  it("spreads every tier over us-east-1a, us-east-1b and us-east-1c [001-vpc-azs] [001-region] [002-region] [002-az-a] [002-az-b] [002-az-c]", () => {
    for (const tier of ["public", "app", "data"]) {
      expect(subnetsOf(tier).map((subnet) => subnet.availability_zone)).toEqual([
        "us-east-1a",
        "us-east-1b",
        "us-east-1c",
      ]);
    }
    expect(production.json.provider.aws[0].region).toBe("us-east-1");
  });

  it.each([
    ["public a", "public", 0, "10.0.1.0/24", "[001-subnet-public-1] [002-subnet-public-a]"],
    ["public b", "public", 1, "10.0.2.0/24", "[001-subnet-public-2] [002-subnet-public-b]"],
    ["public c", "public", 2, "10.0.3.0/24", "[001-subnet-public-3] [002-subnet-public-c]"],
    ["app a", "app", 0, "10.0.11.0/24", "[001-subnet-app-1] [002-subnet-app-a]"],
    ["app b", "app", 1, "10.0.12.0/24", "[001-subnet-app-2] [002-subnet-app-b]"],
    ["app c", "app", 2, "10.0.13.0/24", "[001-subnet-app-3] [002-subnet-app-c]"],
    ["data a", "data", 0, "10.0.21.0/24", "[001-subnet-data-1] [002-subnet-data-a]"],
    ["data b", "data", 1, "10.0.22.0/24", "[001-subnet-data-2] [002-subnet-data-b]"],
    ["data c", "data", 2, "10.0.23.0/24", "[001-subnet-data-3] [002-subnet-data-c]"],
  ])("gives subnet %s the documented range", (_name, tier, index, cidr) => {
    expect(subnetsOf(tier)[index]).toMatchObject({ cidr_block: cidr, availability_zone: `us-east-1${zones[index]}` });
  });

  it("has a NAT gateway in each of the three zones, each with an elastic IP [001-nat-count] [002-nat-a] [002-nat-b] [002-nat-c]", () => {
    const gateways = Object.values(production.every("aws_nat_gateway"));
    expect(gateways.map(({ subnet_id }) => subnet_id)).toEqual(
      zones.map((zone) => `\${aws_subnet.network_public_${zone}.id}`),
    );
    expect(new Set(gateways.map(({ allocation_id }) => allocation_id)).size).toBe(3);
  });

  it("leaves each app subnet by the NAT gateway of its own zone [002-nat-to-app-arrow]", () => {
    for (const zone of zones) {
      expect(production.at(`aws_nat_gateway.network_nat_${zone}`).subnet_id).toBe(
        `\${aws_subnet.network_public_${zone}.id}`,
      );
      expect(production.at(`aws_route.network_routes_app_${zone}_internet`).nat_gateway_id).toBe(
        `\${aws_nat_gateway.network_nat_${zone}.id}`,
      );
    }
  });
});

describe.each(omnirapeuticDeployments.map(({ environment, config }) => ({ environment, config })))(
  "Omnirapeutic's network in $environment",
  ({ environment, config }) => {
    const stack = omnirapeuticIn(environment);
    const routesOf = (tier: string) =>
      Object.entries(stack.every("aws_route"))
        .filter(([id]) => id.startsWith(`network_routes_${tier}`))
        .map(([, route]) => route);
    const tablesOf = (tier: string) =>
      Object.keys(stack.every("aws_route_table")).filter((id) => id.startsWith(`network_routes_${tier}`));

    it("has exactly three subnets in each of three tiers [001-subnet-tiers] [001-subnet-count-public] [001-subnet-count-app] [001-subnet-count-data]", () => {
      const expected = ["public", "app", "data"].flatMap((tier) => zones.map((zone) => `network_${tier}_${zone}`));
      expect(Object.keys(stack.every("aws_subnet")).sort()).toEqual(expected.sort());
    });

    it("has as many NAT gateways as its configuration says", () => {
      expect(Object.keys(stack.every("aws_nat_gateway"))).toHaveLength(config.network.nat.gateways);
    });

    it("has one internet gateway, the way out of every public subnet [001-igw-exists] [001-igw-public-route] [002-public-igw]", () => {
      expect(stack.only("aws_internet_gateway").vpc_id).toBe("${aws_vpc.network.id}");
      expect(routesOf("public")).toEqual([
        expect.objectContaining({
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: expect.stringContaining("aws_internet_gateway."),
        }),
      ]);
      const [table] = tablesOf("public");
      for (const zone of zones) {
        const association = stack.at(`aws_route_table_association.network_routes_public_${zone}_subnet`);
        expect(association).toMatchObject({
          subnet_id: `\${aws_subnet.network_public_${zone}.id}`,
          route_table_id: `\${aws_route_table.${table}.id}`,
        });
      }
    });

    it("lets app subnets out through a NAT gateway only [001-app-through-nat]", () => {
      const routes = routesOf("app");
      expect(routes).toHaveLength(3);
      for (const route of routes) {
        expect(route.destination_cidr_block).toBe("0.0.0.0/0");
        expect(route.nat_gateway_id).toMatch(/^\$\{aws_nat_gateway\.network_nat_[abc]\.id\}$/);
        expect(route.gateway_id).toBeUndefined();
      }
    });

    it("gives each zone an app route table of its own, out by the zone's own gateway, or by the one that exists [002-route-app-per-az] [002-route-app-nat]", () => {
      expect(tablesOf("app")).toEqual(zones.map((zone) => `network_routes_app_${zone}`));
      for (const zone of zones) {
        const gateway = config.network.nat.gateways === 3 ? zone : "a";
        expect(stack.at(`aws_route.network_routes_app_${zone}_internet`)).toMatchObject({
          route_table_id: `\${aws_route_table.network_routes_app_${zone}.id}`,
          nat_gateway_id: `\${aws_nat_gateway.network_nat_${gateway}.id}`,
        });
        expect(stack.at(`aws_route_table_association.network_routes_app_${zone}_subnet`)).toMatchObject({
          subnet_id: `\${aws_subnet.network_app_${zone}.id}`,
          route_table_id: `\${aws_route_table.network_routes_app_${zone}.id}`,
        });
      }
    });

    it("gives data subnets no way out, neither IPv4 nor IPv6, by a table for each zone [001-data-no-internet] [002-route-data-per-az] [002-route-data-nat]", () => {
      expect(tablesOf("data")).toEqual(zones.map((zone) => `network_routes_data_${zone}`));
      expect(routesOf("data")).toEqual([]);
      for (const table of Object.values(stack.every("aws_route_table"))) expect(table.route).toBeUndefined();
      expect(stack.types()).not.toContain("aws_egress_only_internet_gateway");
    });

    it("keeps route tables of one tier apart from the others [001-route-tables-per-tier]", () => {
      const associations = Object.entries(stack.every("aws_route_table_association"));
      expect(associations).toHaveLength(9);
      for (const [id, { route_table_id: table }] of associations) {
        const tier = id.split("_")[2];
        expect(table).toContain(`aws_route_table.network_routes_${tier}`);
      }
    });

    it("logs all of the VPC's traffic to an encrypted group with the documented name [001-flow-logs-exist] [001-flow-logs-all-traffic] [002-service-flow-logs] [002-log-group-vpc]", () => {
      const flowLog = stack.only("aws_flow_log");
      expect(flowLog).toMatchObject({ traffic_type: "ALL", vpc_id: "${aws_vpc.network.id}" });
      const id = /aws_cloudwatch_log_group\.([a-z_]+)\.arn/.exec(flowLog.log_destination)?.[1];
      expect(stack.at(`aws_cloudwatch_log_group.${id}`)).toMatchObject({
        name: `/aws/vpc/omnirapeutic-${environment}-flow-logs`,
        kms_key_id: "${aws_kms_key.keys_logs.arn}",
        retention_in_days: 2557,
      });
    });
  },
);
