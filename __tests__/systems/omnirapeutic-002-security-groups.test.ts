import { omnirapeuticDeployments, omnirapeuticIn } from "../support/omnirapeutic";
import type { Block } from "../support/synthesize";

const GROUP = /^\$\{aws_security_group\.(\w+)\.id\}$/;

describe.each(omnirapeuticDeployments)("the security groups of $name", ({ name, environment }) => {
  const stack = omnirapeuticIn(environment);
  const groups = (): readonly [id: string, group: Block][] => Object.entries(stack.every("aws_security_group"));
  /** `alb` for the group named `omnirapeutic-dev-alb-sg`. */
  const shortName = (group: Block): string => String(group.tags.Name).slice(`${name}-`.length).replace(/-sg$/, "");
  const idOf = (short: string): string => groups().find(([, group]) => shortName(group) === short)![0];
  const peerOf = (rule: Block): string => {
    const referenced = GROUP.exec(rule.referenced_security_group_id ?? "")?.[1];
    return referenced ? shortName(stack.at(`aws_security_group.${referenced}`)) : (rule.cidr_ipv4 ?? "prefix list");
  };
  /** Every rule of a group as `<port> <peer>`, such as `5432 aurora`. */
  const rules = (direction: "ingress" | "egress", short: string): string[] =>
    Object.values(stack.every(`aws_vpc_security_group_${direction}_rule`))
      .filter((rule) => rule.security_group_id === `\${aws_security_group.${idOf(short)}.id}`)
      .map((rule) => {
        expect({ protocol: rule.ip_protocol, to: rule.to_port }).toEqual({ protocol: "tcp", to: rule.from_port });
        return `${rule.from_port} ${peerOf(rule)}`;
      })
      .sort();
  const containerPorts = (): number[] => [
    ...new Set(Object.values(stack.every("aws_lb_target_group")).map(({ port }) => port as number)),
  ];

  it("are the four documented ones, and one that guards the endpoints [002-sg-count]", () => {
    expect(
      groups()
        .map(([, group]) => shortName(group))
        .sort(),
    ).toEqual(["alb", "aurora", "bastion", "ecs", "endpoints"]);
  });

  it("admit the internet to the load balancer on 80 and 443, and to nothing else [002-sg-alb-in-80] [002-sg-alb-in-443] [002-sg-alb-in-only]", () => {
    expect(rules("ingress", "alb")).toEqual(["443 0.0.0.0/0", "80 0.0.0.0/0"]);
    for (const short of ["aurora", "bastion", "ecs", "endpoints"]) {
      for (const rule of rules("ingress", short)) expect(rule).not.toContain("0.0.0.0/0");
    }
  });

  it("let the load balancer reach the tasks on their ports only, and tasks admit nobody else [002-sg-alb-out] [002-sg-ecs-in] [004-sg-tasks-alb]", () => {
    const ports = containerPorts().sort();
    expect(rules("egress", "alb")).toEqual(ports.map((port) => `${port} ecs`));
    expect(rules("ingress", "ecs")).toEqual(ports.map((port) => `${port} alb`));
  });

  it("let tasks and the bastion leave on 443 and to the database only [002-sg-ecs-out-all] [002-sg-ecs-out-aurora] [002-sg-bastion-out-all] [002-sg-bastion-out-aurora] [002-bastion-aurora-access] [004-sg-tasks-aurora]", () => {
    for (const short of ["ecs", "bastion"]) {
      const out = rules("egress", short);
      expect(out).toContain("5432 aurora");
      expect(out.filter((rule) => rule.startsWith("443 ")).length).toBeGreaterThan(0);
      expect(out.filter((rule) => rule !== "5432 aurora" && !rule.startsWith("443 "))).toEqual([]);
    }
  });

  it("let nobody but tasks and the bastion reach the database, which starts no connection [001-aurora-sg-ecs-only] [002-sg-aurora-in-ecs] [002-sg-aurora-in-bastion] [002-sg-aurora-in-only] [002-sg-aurora-out-none]", () => {
    expect(rules("ingress", "aurora")).toEqual(["5432 bastion", "5432 ecs"]);
    expect(rules("egress", "aurora")).toEqual([]);
    expect(stack.only("aws_rds_cluster").vpc_security_group_ids).toEqual([
      `\${aws_security_group.${idOf("aurora")}.id}`,
    ]);
  });

  it("let nobody connect to the bastion [002-sg-bastion-in-none]", () => {
    expect(rules("ingress", "bastion")).toEqual([]);
  });

  it("open 80 and 443 at the load balancer, container ports at tasks, 5432 at the database, and no other port [004-sg-necessary-ports]", () => {
    const open = groups().flatMap(([, group]) =>
      rules("ingress", shortName(group)).map((rule) => `${shortName(group)} ${rule.split(" ")[0]}`),
    );
    expect([...new Set(open)].sort()).toEqual(
      ["alb 443", "alb 80", "aurora 5432", ...containerPorts().map((port) => `ecs ${port}`), "endpoints 443"].sort(),
    );
  });

  it("have rules as resources of their own only, since inline rules would overwrite them", () => {
    for (const [, group] of groups()) expect([group.ingress, group.egress]).toEqual([undefined, undefined]);
  });
});

describe.each(omnirapeuticDeployments)("what of $name the internet can reach", ({ environment }) => {
  const stack = omnirapeuticIn(environment);
  const publicSubnets = ["a", "b", "c"].map((zone) => `\${aws_subnet.network_public_${zone}.id}`);

  it("is the load balancer alone: other public addresses are those of NAT gateways [002-users-via-internet] [004-sec-alb-public] [004-net-no-public-ip] [001-alb-public-subnets]", () => {
    expect(stack.only("aws_lb")).toMatchObject({ internal: false, subnets: publicSubnets });
    const forGateways = Object.values(stack.every("aws_nat_gateway")).map(
      ({ allocation_id }) => allocation_id as string,
    );
    expect(forGateways.sort()).toEqual(
      Object.keys(stack.every("aws_eip"))
        .map((id) => `\${aws_eip.${id}.allocation_id}`)
        .sort(),
    );
    for (const subnet of Object.values(stack.every("aws_subnet"))) {
      expect(subnet.map_public_ip_on_launch ?? false).toBe(false);
    }
    for (const service of Object.values(stack.every("aws_ecs_service"))) {
      expect(service.network_configuration.assign_public_ip).toBe(false);
    }
    for (const instance of Object.values(stack.every("aws_instance"))) {
      expect(instance.associate_public_ip_address).toBe(false);
    }
    for (const instance of Object.values(stack.every("aws_rds_cluster_instance"))) {
      expect(instance.publicly_accessible).toBe(false);
    }
  });

  it("is entered by HTTPS, with a certificate that ACM issued for the domain or one that exists [001-alb-https] [001-alb-certificate] [004-pending-https] [004-pending-acm]", () => {
    const listeners = Object.values(stack.every("aws_lb_listener"));
    const [secure] = listeners.filter(({ port }) => port === 443);
    expect(secure).toMatchObject({
      protocol: "HTTPS",
      ssl_policy: expect.stringMatching(/^ELBSecurityPolicy-TLS13-1-2-/),
    });
    expect(secure!.certificate_arn).toMatch(
      /^\$\{aws_acm_certificate_validation\.\w+\.certificate_arn\}$|^arn:aws:acm:us-east-1:\d{12}:certificate\//,
    );
    for (const { protocol, default_action: action } of listeners.filter(({ port }) => port !== 443)) {
      expect({ protocol, action: [action].flat()[0].type }).toEqual({ protocol: "HTTP", action: "redirect" });
    }
  });

  it("leads no task and no query out of the VPC: tasks in app subnets, the database in data subnets [004-sec-vpc-traffic] [004-net-private-subnets] [004-integration-vpc]", () => {
    const of = (tier: string) => ["a", "b", "c"].map((zone) => `\${aws_subnet.network_${tier}_${zone}.id}`);
    for (const service of Object.values(stack.every("aws_ecs_service"))) {
      expect(service.network_configuration.subnets).toEqual(of("app"));
    }
    for (const group of Object.values(stack.every("aws_lb_target_group"))) {
      expect(group).toMatchObject({ vpc_id: "${aws_vpc.network.id}", target_type: "ip" });
    }
    expect(stack.only("aws_db_subnet_group").subnet_ids).toEqual(of("data"));
  });
});
