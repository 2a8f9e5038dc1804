import { contains, overlaps, parseCidr } from "../../src/config/cidr";
import { environments, itrackIn } from "../support/itrack";

describe.each(environments)("the network of iTrack in $environment", ({ environment, prefix, config }) => {
  const stack = itrackIn(environment);
  const letters = environment === "production" ? ["a", "b", "c"] : ["a", "b"];
  const block = environment === "production" ? "10.0.0.0/16" : "10.1.0.0/16";
  const rules = (type: "ingress" | "egress") => Object.entries(stack.every(`aws_vpc_security_group_${type}_rule`));
  const group = (id: string) => `\${aws_security_group.${id}.id}`;

  it("has the documented block [003-staging-vpc-cidr] [003-production-vpc-cidr]", () => {
    expect(stack.only("aws_vpc").cidr_block).toBe(block);
  });

  it("has its subnets inside, apart from each other [003-staging-subnets-inside] [003-production-subnets-inside]", () => {
    const cidrs = Object.values(stack.every("aws_subnet")).map(({ cidr_block }) => parseCidr(cidr_block as string)!);
    expect(cidrs).toHaveLength(letters.length * 3);
    for (const [index, cidr] of cidrs.entries()) {
      expect(contains(parseCidr(block)!, cidr)).toBe(true);
      expect(cidrs.slice(0, index).filter((other) => overlaps(other, cidr))).toEqual([]);
    }
  });

  it("has public and private subnets in every zone [003-network-vpc-subnets]", () => {
    for (const tier of ["public", "app", "data"]) {
      const zones = letters.map(
        (letter) => stack.at(`aws_subnet.network_${tier}_${letter}`).availability_zone as string,
      );
      expect(zones).toEqual(letters.map((letter) => `us-east-1${letter}`));
    }
  });

  it("gives public addresses to load balancer and NAT alone [003-network-public-only-edge]", () => {
    for (const subnet of Object.values(stack.every("aws_subnet"))) expect(subnet.map_public_ip_on_launch).toBe(false);
    const inPublic = JSON.stringify(stack.json.resource);
    const users = Object.entries(stack.json.resource as Record<string, Record<string, unknown>>)
      .filter(([type]) => !["aws_subnet", "aws_route_table_association", "aws_network_acl"].includes(type))
      .filter(([, blocks]) => JSON.stringify(blocks).includes("aws_subnet.network_public_"))
      .map(([type]) => type);
    expect(inPublic).toContain("aws_subnet.network_public_a");
    expect(users.sort()).toEqual(["aws_lb", "aws_nat_gateway"]);
    for (const service of Object.values(stack.every("aws_ecs_service"))) {
      expect(service.network_configuration.assign_public_ip).toBe(false);
    }
    expect(stack.only("aws_instance").associate_public_ip_address).toBe(false);
    expect(stack.at("aws_db_instance.database").publicly_accessible).toBe(false);
  });

  it("leaves app subnets by NAT gateways in public ones: one a zone in production, one with a reason in staging [003-network-nat] [003-network-nat-count]", () => {
    const gateways = Object.values(stack.every("aws_nat_gateway"));
    expect(gateways).toHaveLength(environment === "production" ? 3 : 1);
    for (const { subnet_id } of gateways) expect(subnet_id).toMatch(/aws_subnet\.network_public_/);
    const toInternet = Object.values(stack.every("aws_route")).filter(
      ({ route_table_id, nat_gateway_id }) => /_app_/.test(route_table_id as string) && nat_gateway_id !== undefined,
    );
    expect(toInternet).toHaveLength(letters.length);
    expect(gateways.length === letters.length || "reason" in config.network.nat).toBe(true);
  });

  it("opens nothing to everybody but the load balancer, on HTTPS and its redirect [003-network-cidr-restricted]", () => {
    const open = rules("ingress").filter(([, rule]) => rule.cidr_ipv4 === "0.0.0.0/0" || rule.cidr_ipv6 !== undefined);
    expect(open.map(([, rule]) => [rule.security_group_id, rule.from_port, rule.to_port])).toEqual([
      [group("load_balancer_security_group"), 443, 443],
      [group("load_balancer_security_group"), 80, 80],
    ]);
    const inside = rules("ingress").filter(([, rule]) => rule.cidr_ipv4 !== "0.0.0.0/0");
    for (const [id, rule] of inside) {
      const cidr = parseCidr((rule.cidr_ipv4 as string | undefined) ?? "");
      const within = cidr ? contains(parseCidr(block)!, cidr) : rule.referenced_security_group_id !== undefined;
      expect({ id, within }).toEqual({ id, within: true });
    }
  });

  it("lets containers alone out to the internet, by HTTPS; the function reaches endpoints inside the VPC", () => {
    const out = rules("egress").filter(([, rule]) => rule.cidr_ipv4 === "0.0.0.0/0");
    expect(out.map(([, rule]) => [rule.security_group_id, rule.from_port])).toEqual([[group("workloads"), 443]]);
    const ways = rules("egress").filter(([, rule]) => rule.security_group_id === group("handler_security_group"));
    expect(ways.map(([, rule]) => rule.referenced_security_group_id ?? rule.prefix_list_id).sort()).toEqual([
      group("network_endpoints_security_group"),
      "${aws_vpc_endpoint.network_endpoints_dynamodb.prefix_list_id}",
    ]);
    expect(stack.every("aws_vpc_endpoint").network_endpoints_xray!.private_dns_enabled).toBe(true);
  });

  it("has rules that are resources of their own, each described [003-network-sg-rules]", () => {
    for (const [id, { description }] of [...rules("ingress"), ...rules("egress")]) {
      expect({ id, described: (description as string).length > 5 }).toEqual({ id, described: true });
    }
    for (const each of Object.values(stack.every("aws_security_group"))) {
      expect({ in: each.ingress, out: each.egress }).toEqual({ in: undefined, out: undefined });
    }
  });

  it("allows one port a rule, in both directions, and never a shell's [003-network-least-privilege] [003-bastion-no-ssh]", () => {
    for (const [id, { ip_protocol, from_port, to_port }] of [...rules("ingress"), ...rules("egress")]) {
      expect({ id, ip_protocol, one: from_port === to_port && from_port > 0 }).toEqual({
        id,
        ip_protocol: "tcp",
        one: true,
      });
      expect(from_port).not.toBe(22);
    }
  });

  it("leaves the default security group empty [003-network-default-sg]", () => {
    const { ingress = [], egress = [] } = stack.only("aws_default_security_group");
    expect({ ingress, egress }).toEqual({ ingress: [], egress: [] });
  });

  it("records all traffic, encrypted, for seven years [003-network-flow-logs] [003-network-flow-log-retention]", () => {
    expect(stack.only("aws_flow_log").traffic_type).toBe("ALL");
    const groups = Object.values(stack.every("aws_cloudwatch_log_group"));
    expect(groups.find(({ name }) => name === `/aws/vpc/${prefix}-flow-logs`)).toMatchObject({
      retention_in_days: 2557,
      kms_key_id: "${aws_kms_key.keys_logs.arn}",
    });
  });

  it("reaches Session Manager by interface endpoints [003-bastion-endpoints]", () => {
    const services = Object.values(stack.every("aws_vpc_endpoint")).map(({ service_name }) => service_name as string);
    for (const service of ["ssm", "ssmmessages", "ec2messages"]) {
      expect(services).toContain(`com.amazonaws.us-east-1.${service}`);
    }
  });
});

describe("the networks of iTrack's environments", () => {
  it("could be peered: no block overlaps", () => {
    const [staging, production] = ["staging", "production"].map((environment) =>
      parseCidr(itrackIn(environment).only("aws_vpc").cidr_block as string),
    );
    expect(overlaps(staging!, production!)).toBe(false);
  });
});
