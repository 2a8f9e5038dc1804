import { environments, omniPortalIn } from "../support/omni-portal";
import type { Block } from "../support/synthesize";

describe.each(environments)("the network of OmniPortal in $environment", ({ environment, prefix, config }) => {
  const stack = omniPortalIn(environment);
  const subnets = (tier: string) => ["a", "b", "c"].map((zone) => stack.at(`aws_subnet.network_${tier}_${zone}`));

  it("has public and private subnets in three zones [000-module-vpc]", () => {
    expect(stack.only("aws_vpc").cidr_block).toBe("10.10.0.0/16");
    for (const tier of ["public", "app", "data"]) {
      const zones = subnets(tier).map(({ availability_zone }) => availability_zone as string);
      expect(zones).toEqual(["us-east-1a", "us-east-1b", "us-east-1c"]);
      expect(subnets(tier).map(({ map_public_ip_on_launch }) => map_public_ip_on_launch as boolean)).toEqual([
        false,
        false,
        false,
      ]);
    }
  });

  it("meets the internet by one gateway, to which only the public route table leads [000-internet-gateway-only-entrance]", () => {
    stack.only("aws_internet_gateway");
    const leading = Object.values(stack.every("aws_route")).filter(({ gateway_id }) => gateway_id !== undefined);
    expect(leading).toHaveLength(1);
    const table = /aws_route_table\.(\w+)\.id/.exec(leading[0]!.route_table_id as string)![1];
    const associated = Object.values(stack.every("aws_route_table_association"))
      .filter(({ route_table_id }) => (route_table_id as string).includes(`.${table}.`))
      .map(({ subnet_id }) => subnet_id as string);
    expect(associated).toEqual(["a", "b", "c"].map((zone) => `\${aws_subnet.network_public_${zone}.id}`));
  });

  it("leaves its app subnets by NAT gateways that stand in public ones [000-module-vpc-nat]", () => {
    const gateways = Object.values(stack.every("aws_nat_gateway"));
    expect(gateways).toHaveLength(config.network.nat.gateways);
    for (const { subnet_id } of gateways) expect(subnet_id).toMatch(/aws_subnet\.network_public_/);
    const reason = "reason" in config.network.nat ? config.network.nat.reason : undefined;
    expect(gateways.length === 3 || (reason ?? "").length > 20).toBe(true);
  });

  it("records all traffic in an encrypted log group for seven years [000-module-vpc-flow-logs]", () => {
    expect(stack.only("aws_flow_log")).toMatchObject({ traffic_type: "ALL" });
    const group = Object.values(stack.every("aws_cloudwatch_log_group")).find(
      ({ name }) => name === `/aws/vpc/${prefix}-flow-logs`,
    );
    expect(group).toMatchObject({ retention_in_days: 2557, kms_key_id: "${aws_kms_key.keys_cloudwatch.arn}" });
  });

  it("reaches S3 by a gateway endpoint in every private route table [000-flow-to-s3]", () => {
    const endpoint = Object.values(stack.every("aws_vpc_endpoint")).find(({ service_name }) =>
      (service_name as string).endsWith(".s3"),
    );
    const privateTables = Object.keys(stack.every("aws_route_table")).filter((id) => !id.includes("public"));
    const own = endpoint!.route_table_ids as string[];
    expect(endpoint!.vpc_endpoint_type).toBe("Gateway");
    expect(own.map((table) => /aws_route_table\.(\w+)\./.exec(table)![1])).toEqual(
      expect.arrayContaining(privateTables),
    );
  });

  it("leaves the default security group without a rule [000-network-default-sg-closed]", () => {
    const group = stack.only("aws_default_security_group");
    expect({ in: group.ingress ?? [], out: group.egress ?? [] }).toEqual({ in: [], out: [] });
  });

  it("guards every subnet by a network ACL that lets no shell or database port in [000-network-nacls]", () => {
    const guarded = Object.values(stack.every("aws_network_acl")).flatMap(({ subnet_ids }) => subnet_ids as string[]);
    const all = Object.keys(stack.every("aws_subnet")).map((id) => `\${aws_subnet.${id}.id}`);
    expect([...guarded].sort()).toEqual(all.sort());
    const fromInternet = Object.values(stack.every("aws_network_acl_rule")).filter(
      ({ egress, cidr_block }) => egress !== true && cidr_block === "0.0.0.0/0",
    );
    /** The lowest number that matches decides. */
    const decision = (acl: string, port: number) =>
      fromInternet
        .filter(
          ({ network_acl_id, from_port, to_port }) => network_acl_id === acl && from_port <= port && port <= to_port,
        )
        .sort((a, b) => (a.rule_number as number) - (b.rule_number as number))[0]?.rule_action as string | undefined;
    const acls = [...new Set(fromInternet.map(({ network_acl_id }) => network_acl_id as string))];
    expect(acls).toHaveLength(3);
    for (const port of [22, 3389, 3306, 6379]) {
      expect(acls.map((acl) => decision(acl, port)).filter((action) => action === "allow")).toEqual([]);
    }
  });
});

describe.each(environments)("the security groups of OmniPortal in $environment", ({ environment, config }) => {
  const stack = omniPortalIn(environment);
  const rules = (type: "ingress" | "egress") => Object.entries(stack.every(`aws_vpc_security_group_${type}_rule`));
  const into = (group: string) =>
    rules("ingress")
      .filter(([, { security_group_id }]) => security_group_id === `\${aws_security_group.${group}.id}`)
      .map(([, rule]) => rule);
  const from = (group: string) => `\${aws_security_group.${group}.id}`;

  it("let requests come to the containers from the load balancer alone, on their port [000-flow-alb-to-api]", () => {
    const tasks = into("workloads").map(({ referenced_security_group_id, from_port, to_port }: Block) => [
      referenced_security_group_id as string,
      from_port as number,
      to_port as number,
    ]);
    expect(tasks).toEqual([[from("load_balancer_security_group"), config.api.port, config.api.port]]);
  });

  it.each([
    ["MySQL", "database_security_group", 3306, "[000-flow-api-to-mysql]"],
    ["Redis", "redis_security_group", 6379, "[000-flow-api-to-redis]"],
  ])("let %s be reached from the containers alone", (_store, group, port) => {
    expect(into(group).map((rule) => [rule.referenced_security_group_id, rule.from_port, rule.to_port])).toEqual([
      [from("workloads"), port, port],
    ]);
  });

  it("are rules of their own; everybody gets to the load balancer alone, on 443 and 80 [000-network-security-groups-referenced]", () => {
    const open = rules("ingress").filter(([, { cidr_ipv4 }]) => cidr_ipv4 === "0.0.0.0/0");
    expect(open.map(([, rule]) => [rule.security_group_id, rule.from_port])).toEqual([
      [from("load_balancer_security_group"), 443],
      [from("load_balancer_security_group"), 80],
    ]);
    for (const group of Object.values(stack.every("aws_security_group"))) {
      expect({ in: group.ingress, out: group.egress }).toEqual({ in: undefined, out: undefined });
    }
  });

  it("name the port of every way out [000-network-egress-narrow]", () => {
    for (const [id, { ip_protocol, from_port, to_port }] of rules("egress")) {
      expect({ id, ip_protocol, one: from_port === to_port && from_port > 0 }).toEqual({
        id,
        ip_protocol: "tcp",
        one: true,
      });
    }
    const outOfTasks = rules("egress")
      .filter(([, { security_group_id }]) => security_group_id === from("workloads"))
      .map(([, { from_port }]) => from_port as number);
    expect([...new Set(outOfTasks)].sort((a, b) => a - b)).toEqual([443, 3306, 6379]);
  });
});
