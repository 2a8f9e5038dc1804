import { statementsOf } from "../../support/synthesize";
import { synthesizeNetwork } from "./sample-network";

const network = synthesizeNetwork();
const gateway = (service: string) => network.at(`aws_vpc_endpoint.network_endpoints_${service}`);

describe("gateway endpoints", () => {
  it.each(["s3", "dynamodb"])("of %s serve the app and data tiers and not the public one", (service) => {
    const table = (id: string) => `\${aws_route_table.network_routes_${id}.id}`;
    expect(gateway(service)).toMatchObject({
      vpc_endpoint_type: "Gateway",
      service_name: `com.amazonaws.us-east-1.${service}`,
      route_table_ids: ["app_a", "app_b", "app_c", "data_a", "data_b", "data_c"].map(table),
    });
  });

  it.each(["s3", "dynamodb"])("of %s let the account's principals reach only what the account owns", (service) => {
    expect(statementsOf(gateway(service).policy)[0]).toMatchObject({
      Effect: "Allow",
      Condition: {
        StringEquals: { "aws:PrincipalAccount": "123456789012", "aws:ResourceAccount": "123456789012" },
      },
    });
  });

  it("of S3 let machines download image layers, packages and agents of AWS, and nothing else", () => {
    const [, downloads, ...others] = statementsOf(gateway("s3").policy);
    expect(others).toEqual([]);
    expect(downloads).toMatchObject({ Effect: "Allow", Action: "s3:GetObject" });
    expect(downloads).not.toHaveProperty("Condition");
    expect(downloads?.Resource).toEqual([
      "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*",
      "arn:aws:s3:::al2023-repos-us-east-1-de612dc2/*",
      "arn:aws:s3:::amazon-ssm-us-east-1/*",
      "arn:aws:s3:::amazon-ssm-packages-us-east-1/*",
      "arn:aws:s3:::aws-ssm-us-east-1/*",
      "arn:aws:s3:::patch-baseline-snapshot-us-east-1/*",
      "arn:aws:s3:::aws-patch-manager-us-east-1-*/*",
    ]);
  });

  it("of DynamoDB have no further opening", () => {
    expect(statementsOf(gateway("dynamodb").policy)).toHaveLength(1);
  });
});

describe("interface endpoints", () => {
  it("stand in every app subnet and answer under the service's usual name", () => {
    expect(network.at("aws_vpc_endpoint.network_endpoints_ecr_api")).toMatchObject({
      vpc_endpoint_type: "Interface",
      service_name: "com.amazonaws.us-east-1.ecr.api",
      subnet_ids: ["a", "b", "c"].map((letter) => `\${aws_subnet.network_app_${letter}.id}`),
      security_group_ids: ["${aws_security_group.network_endpoints_security_group.id}"],
      private_dns_enabled: true,
    });
  });

  it("serve only principals of the account", () => {
    const statements = statementsOf(network.at("aws_vpc_endpoint.network_endpoints_logs").policy);
    expect(statements).toEqual([
      expect.objectContaining({ Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } } }),
    ]);
  });

  it("admit HTTPS from app and data subnets alone, and open no connection themselves", () => {
    const rules = Object.values(network.every("aws_vpc_security_group_ingress_rule"));
    expect(rules.map(({ cidr_ipv4 }) => cidr_ipv4)).toEqual([
      "10.0.11.0/24",
      "10.0.12.0/24",
      "10.0.13.0/24",
      "10.0.21.0/24",
      "10.0.22.0/24",
      "10.0.23.0/24",
    ]);
    for (const rule of rules) expect(rule).toMatchObject({ ip_protocol: "tcp", from_port: 443, to_port: 443 });
    network.none("aws_vpc_security_group_egress_rule");
  });

  it("leave no security group behind when none is wanted", () => {
    const without = synthesizeNetwork({ interfaceEndpoints: [] });
    without.none("aws_security_group");
    expect(Object.keys(without.every("aws_vpc_endpoint"))).toEqual([
      "network_endpoints_s3",
      "network_endpoints_dynamodb",
    ]);
  });
});
