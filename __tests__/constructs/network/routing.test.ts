import * as fc from "fast-check";
import type { Zone } from "../../../src/constructs/network/zones";
import { routesOf, synthesizeNetwork } from "./sample-network";

const network = synthesizeNetwork();

/** 2 to 6 zones in any order, and as many NAT gateways as fit. */
const zonesAndGateways = fc
  .shuffledSubarray(["a", "b", "c", "d", "e", "f"], { minLength: 2 })
  .chain((letters) => fc.tuple(fc.constant(letters), fc.integer({ min: 1, max: letters.length })));

const zone = (letter: string, index: number): Zone => ({
  name: `us-east-1${letter}`,
  publicCidr: `10.0.${1 + index}.0/24`,
  appCidr: `10.0.${11 + index}.0/24`,
  dataCidr: `10.0.${21 + index}.0/24`,
});

describe("routes", () => {
  it("lead every public subnet to the internet gateway [001-igw-public-route]", () => {
    for (const letter of ["a", "b", "c"]) {
      expect(routesOf(network, `network_public_${letter}`)).toEqual([
        expect.objectContaining({
          destination_cidr_block: "0.0.0.0/0",
          gateway_id: "${aws_internet_gateway.network_internet_gateway.id}",
        }),
      ]);
    }
  });

  it("lead every app subnet out through a NAT gateway only [001-app-through-nat]", () => {
    for (const letter of ["a", "b", "c"]) {
      const [route, ...others] = routesOf(network, `network_app_${letter}`);
      expect(others).toEqual([]);
      expect(route).toMatchObject({
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: `\${aws_nat_gateway.network_nat_${letter}.id}`,
      });
      expect(route).not.toHaveProperty("gateway_id");
    }
  });

  it("lead no data subnet anywhere, by IPv4 or IPv6 [001-data-no-internet]", () => {
    for (const letter of ["a", "b", "c"]) expect(routesOf(network, `network_data_${letter}`)).toEqual([]);
    for (const table of Object.values(network.every("aws_route_table"))) expect(table).not.toHaveProperty("route");
  });

  it("stand in tables that no two tiers share, one for every subnet [001-route-tables-per-tier]", () => {
    const associations = Object.values(network.every("aws_route_table_association")).map(
      ({ subnet_id, route_table_id }) => [subnet_id, route_table_id],
    );
    const subnet = (id: string) => `\${aws_subnet.network_${id}.id}`;
    const table = (id: string) => `\${aws_route_table.network_routes_${id}.id}`;
    const letters = ["a", "b", "c"];
    expect(associations).toEqual([
      ...letters.map((letter) => [subnet(`public_${letter}`), table("public")]),
      ...letters.map((letter) => [subnet(`app_${letter}`), table(`app_${letter}`)]),
      ...letters.map((letter) => [subnet(`data_${letter}`), table(`data_${letter}`)]),
    ]);
  });

  it("are taken out of the VPC's default table", () => {
    expect(network.only("aws_default_route_table")).toMatchObject({
      default_route_table_id: "${aws_vpc.network.default_route_table_id}",
      route: [],
    });
  });

  it("use the zone's own NAT gateway where it has one, else one that exists, whatever the zones", () => {
    fc.assert(
      fc.property(zonesAndGateways, ([letters, natGateways]) => {
        const sample = synthesizeNetwork({ zones: letters.map(zone), natGateways, interfaceEndpoints: [] });
        const gateways = letters.slice(0, natGateways);
        expect(Object.keys(sample.every("aws_nat_gateway"))).toEqual(gateways.map((letter) => `network_nat_${letter}`));
        for (const letter of letters) {
          const [route] = routesOf(sample, `network_app_${letter}`);
          const usable = gateways.includes(letter) ? [letter] : gateways;
          expect(usable.map((gateway) => `\${aws_nat_gateway.network_nat_${gateway}.id}`)).toContain(
            route?.nat_gateway_id,
          );
          expect(routesOf(sample, `network_data_${letter}`)).toEqual([]);
        }
      }),
      { numRuns: 20 },
    );
  });

  it("spread zones without a NAT gateway evenly over the others", () => {
    const sample = synthesizeNetwork({ zones: ["a", "b", "c", "d"].map(zone), natGateways: 2 });
    const gatewayOf = (letter: string) => routesOf(sample, `network_app_${letter}`)[0]?.nat_gateway_id;
    expect(["a", "b"].map(gatewayOf)).toEqual(["c", "d"].map(gatewayOf));
  });
});

describe("NAT gateways", () => {
  it("stand in public subnets, each with an elastic IP of its own, once the internet gateway exists", () => {
    for (const letter of ["a", "b", "c"]) {
      expect(network.at(`aws_nat_gateway.network_nat_${letter}`)).toMatchObject({
        allocation_id: `\${aws_eip.network_nat_${letter}_eip.allocation_id}`,
        subnet_id: `\${aws_subnet.network_public_${letter}.id}`,
        depends_on: ["aws_internet_gateway.network_internet_gateway"],
      });
      expect(network.at(`aws_eip.network_nat_${letter}_eip`).domain).toBe("vpc");
    }
  });

  it.each([0, 4, 1.5])("are refused when there shall be %d of them for 3 zones", (natGateways) => {
    expect(() => synthesizeNetwork({ natGateways })).toThrow(
      `natGateways is ${natGateways}; allowed are 1 to 3, one for each zone.`,
    );
  });
});
