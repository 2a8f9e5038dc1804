import { SecurityGroup, type Ingress } from "../../../src/constructs/network/security-group";
import { acknowledgementsIn } from "../../../src/platform/acknowledge";
import { synthesize } from "../../support/synthesize";

const stack = synthesize((scope) => {
  const create = (id: string) =>
    new SecurityGroup(scope, id, { vpcId: "vpc-1", name: `sample-${id}-sg`, description: `Members of ${id}` });
  const [api, database] = [create("api"), create("database")];
  database.allowFrom("api", { source: api, port: 5432, description: "Queries of the API" });
  database.allowFrom("office", { source: { cidr: "10.9.0.0/24" }, port: 5432, description: "Reports" });
  api.allowTo("database", { destination: database, port: 5432, description: "Queries" });
  api.allowTo("s3", { destination: { prefixListId: "pl-1" }, port: 443, description: "Uploads" });
});

function allow(changes: Partial<Ingress>): () => void {
  return () =>
    synthesize((scope) => {
      const group = new SecurityGroup(scope, "group", { vpcId: "vpc-1", name: "group", description: "Sample" });
      group.allowFrom("peer", { source: { cidr: "10.0.0.0/24" }, port: 443, description: "Sample", ...changes });
    });
}

describe("SecurityGroup", () => {
  it("carries its name as Name tag and lets nothing in or out by itself", () => {
    const group = stack.at("aws_security_group.database");
    expect(group).toMatchObject({
      vpc_id: "vpc-1",
      name: "sample-database-sg",
      description: "Members of database",
      tags: { Name: "sample-database-sg" },
    });
    expect(group).not.toHaveProperty("ingress");
    expect(group).not.toHaveProperty("egress");
  });

  it("admits another group on one TCP port, by a rule of its own that names both ends", () => {
    expect(stack.at("aws_vpc_security_group_ingress_rule.database_from_api")).toMatchObject({
      security_group_id: "${aws_security_group.database.id}",
      referenced_security_group_id: "${aws_security_group.api.id}",
      ip_protocol: "tcp",
      from_port: 5432,
      to_port: 5432,
      description: "Queries of the API",
    });
  });

  it("admits an address block", () => {
    const rule = stack.at("aws_vpc_security_group_ingress_rule.database_from_office");
    expect(rule.cidr_ipv4).toBe("10.9.0.0/24");
    expect(rule).not.toHaveProperty("referenced_security_group_id");
  });

  it("meets the internet only for a reason, which it acknowledges on the rule", () => {
    let acknowledged: string[] = [];
    const open = synthesize((scope) => {
      const group = new SecurityGroup(scope, "group", { vpcId: "vpc-1", name: "group", description: "Sample" });
      const internet = { reason: "Clients are everywhere in the world." };
      group.allowFrom("world", { source: { internet }, port: 443, description: "Sample" });
      group.allowTo("world", { destination: { internet }, port: 443, description: "Sample" });
      acknowledged = acknowledgementsIn(scope).map(
        ({ rule, constructPath, reason }) => `${rule} ${constructPath} ${reason}`,
      );
    });
    expect(open.at("aws_vpc_security_group_ingress_rule.group_from_world").cidr_ipv4).toBe("0.0.0.0/0");
    expect(open.at("aws_vpc_security_group_egress_rule.group_to_world").cidr_ipv4).toBe("0.0.0.0/0");
    expect(acknowledged.sort()).toEqual([
      "open-ingress-only-on-authorized-ports sample-dev/group/from_world Clients are everywhere in the world.",
      "security-groups-have-no-public-egress sample-dev/group/to_world Clients are everywhere in the world.",
    ]);
  });

  it("takes the whole internet for no address block", () => {
    expect(allow({ source: { cidr: "0.0.0.0/0" } })).toThrow(
      /cidr is "0\.0\.0\.0\/0", which is everybody. Say \{ internet/,
    );
  });

  it("opens the way out to a group or to a service's prefix list", () => {
    expect(stack.at("aws_vpc_security_group_egress_rule.api_to_database")).toMatchObject({
      security_group_id: "${aws_security_group.api.id}",
      referenced_security_group_id: "${aws_security_group.database.id}",
    });
    expect(stack.at("aws_vpc_security_group_egress_rule.api_to_s3")).toMatchObject({
      prefix_list_id: "pl-1",
      from_port: 443,
      to_port: 443,
      ip_protocol: "tcp",
    });
  });

  it.each([0, 65536, 443.5])("refuses port %d", (port) => {
    expect(allow({ port })).toThrow(`port is ${port}; allowed are whole numbers from 1 to 65535.`);
  });

  it.each(["", "the clients' calls", "x".repeat(256)])(
    "refuses the description %j, which AWS refuses at apply",
    (text) => {
      expect(allow({ description: text })).toThrow(`description is "${text}"; AWS takes 1-255 letters`);
    },
  );

  it("refuses a name with the prefix that AWS reserves", () => {
    expect(() =>
      synthesize((scope) => {
        new SecurityGroup(scope, "group", { vpcId: "vpc-1", name: "sg-api", description: "Sample" });
      }),
    ).toThrow('name is "sg-api"; AWS reserves the prefix sg-.');
  });
});
