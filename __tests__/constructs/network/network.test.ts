import { Network } from "../../../src/constructs/network/network";
import { synthesize } from "../../support/synthesize";
import { documentedProps, synthesizeNetwork } from "./sample-network";

const network = synthesizeNetwork();

describe("Network", () => {
  it("builds one VPC whose private DNS works [001-module-vpc]", () => {
    expect(network.only("aws_vpc")).toMatchObject({
      cidr_block: "10.0.0.0/16",
      enable_dns_support: true,
      enable_dns_hostnames: true,
      tags: { Name: "sample-production" },
    });
  });

  it("puts one subnet of each tier into every zone, under readable addresses [001-subnet-tiers]", () => {
    const subnets = Object.entries(network.every("aws_subnet")).map(([id, { availability_zone, cidr_block }]) => [
      id,
      availability_zone,
      cidr_block,
    ]);
    expect(subnets).toEqual([
      ["network_public_a", "us-east-1a", "10.0.1.0/24"],
      ["network_public_b", "us-east-1b", "10.0.2.0/24"],
      ["network_public_c", "us-east-1c", "10.0.3.0/24"],
      ["network_app_a", "us-east-1a", "10.0.11.0/24"],
      ["network_app_b", "us-east-1b", "10.0.12.0/24"],
      ["network_app_c", "us-east-1c", "10.0.13.0/24"],
      ["network_data_a", "us-east-1a", "10.0.21.0/24"],
      ["network_data_b", "us-east-1b", "10.0.22.0/24"],
      ["network_data_c", "us-east-1c", "10.0.23.0/24"],
    ]);
  });

  it("gives no machine a public address unasked, not even in public subnets", () => {
    for (const subnet of Object.values(network.every("aws_subnet"))) {
      expect(subnet.map_public_ip_on_launch).toBe(false);
      expect(subnet.vpc_id).toBe("${aws_vpc.network.id}");
    }
  });

  it("keeps the addresses of the other zones when one is taken out", () => {
    const [first, , third] = documentedProps.zones;
    const smaller = synthesizeNetwork({ zones: [first!, third!], natGateways: 2 }).addresses();
    expect(network.addresses()).toEqual(expect.arrayContaining(smaller));
    expect(network.addresses().filter((address) => !smaller.includes(address))).toEqual(
      network.addresses().filter((address) => /_b(_|$)/.test(address)),
    );
  });

  it("attaches one internet gateway [001-igw-exists]", () => {
    expect(network.only("aws_internet_gateway").vpc_id).toBe("${aws_vpc.network.id}");
  });

  it("closes the default security group", () => {
    const group = network.only("aws_default_security_group");
    expect(group.vpc_id).toBe("${aws_vpc.network.id}");
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });

  it("exposes the ids that other constructs build on [001-module-vpc-outputs]", () => {
    const stack = synthesize((scope) => {
      const { vpcId, vpcCidr, publicSubnetIds, appSubnetIds, dataSubnetIds, natGatewayIds, gatewayPrefixListIds } =
        new Network(scope, "network", documentedProps);
      const value = { publicSubnetIds, appSubnetIds, dataSubnetIds, natGatewayIds, gatewayPrefixListIds };
      scope.output("ids", { vpcId, vpcCidr, ...value }, { description: "Everything the network offers" });
    });
    const ids = (type: string, name: string) => ["a", "b", "c"].map((zone) => `\${${type}.network_${name}_${zone}.id}`);
    expect(stack.output("ids").value).toEqual({
      vpcId: "${aws_vpc.network.id}",
      vpcCidr: "10.0.0.0/16",
      publicSubnetIds: ids("aws_subnet", "public"),
      appSubnetIds: ids("aws_subnet", "app"),
      dataSubnetIds: ids("aws_subnet", "data"),
      natGatewayIds: ids("aws_nat_gateway", "nat"),
      gatewayPrefixListIds: {
        s3: "${aws_vpc_endpoint.network_endpoints_s3.prefix_list_id}",
        dynamodb: "${aws_vpc_endpoint.network_endpoints_dynamodb.prefix_list_id}",
      },
    });
  });

  it.each(["us-east-1", "a", "us-east-1A"])("refuses the zone name %s, which has no zone letter", (name) => {
    const [zone] = documentedProps.zones;
    expect(() => synthesizeNetwork({ zones: [{ ...zone!, name }], natGateways: 1 })).toThrow(
      `Zone "${name}" has no zone letter. Expected a region and a letter, such as us-east-1a.`,
    );
  });

  it("refuses two zones with the same letter", () => {
    const [zone] = documentedProps.zones;
    expect(() => synthesizeNetwork({ zones: [zone!, zone!], natGateways: 1 })).toThrow(
      'Zone "us-east-1a" has the letter of an earlier zone.',
    );
  });
});
