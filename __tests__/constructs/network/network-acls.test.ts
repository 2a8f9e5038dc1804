import type { Block, Synthesized } from "../../support/synthesize";
import { documentedProps, synthesizeNetwork } from "./sample-network";

const network = synthesizeNetwork();

/** An address in each place. */
const places = {
  internet: "203.0.113.7",
  public: "10.0.1.10",
  app: "10.0.11.10",
  "other app": "10.0.12.10",
  data: "10.0.21.10",
  "other data": "10.0.22.10",
} as const;
type Place = keyof typeof places;

/** The lowest and the highest port that a caller on Linux picks. */
const LINUX_PORTS = [32768, 60999];

describe("network ACLs", () => {
  it.each([
    ["a browser reach the load balancer", "internet", "public", 443],
    ["a browser be redirected to HTTPS", "internet", "public", 80],
    ["the load balancer check a workload's health", "public", "app", 3000],
    ["the load balancer check a web server's health", "public", "app", 80],
    ["a workload send to a NAT gateway", "app", "public", 443],
    ["a NAT gateway send to the internet", "public", "internet", 443],
    ["a workload reach the internet or S3", "app", "internet", 443],
    ["a workload query PostgreSQL", "app", "data", 5432],
    ["a workload query MySQL", "app", "data", 3306],
    ["a workload query Redis", "app", "data", 6379],
    ["a workload call an interface endpoint", "app", "other app", 443],
    ["a data store call an interface endpoint", "data", "app", 443],
    ["a data store reach S3 through its gateway endpoint", "data", "internet", 443],
    ["data stores replicate", "data", "other data", 6379],
  ] as const)("let %s and hear the answer", (_, from, to, port) => {
    for (const callerPort of LINUX_PORTS) {
      expect(refusals(network, { from, to, port, callerPort })).toEqual([]);
    }
  });

  it.each([1024, 3389, 65535])("let the load balancer hear workloads on port %d of its own", (callerPort) => {
    expect(refusals(network, { from: "public", to: "app", port: 3000, callerPort })).toEqual([]);
  });

  it.each(["public", "app", "data"] as const)("admit neither SSH nor RDP from the internet to the %s tier", (to) => {
    for (const port of [22, 3389]) expect(admits(network, to, "internet", port)).toBe(false);
  });

  it.each([5432, 3306, 6379])("keep port %d of data stores from the internet", (port) => {
    expect(admits(network, "data", "internet", port)).toBe(false);
  });

  it.each([443, 3306, 5432, 6379, 50000])("keep port %d of data stores from public subnets", (port) => {
    expect(admits(network, "data", "public", port)).toBe(false);
  });

  it.each([
    ["a workload log in to a data store", "app", "data", 22],
    ["a workload send mail", "app", "internet", 25],
    ["a workload open SSH to the internet", "app", "internet", 22],
    ["a data store use plain HTTP", "data", "internet", 80],
    ["a data store connect to the public tier", "data", "public", 8443],
  ] as const)("do not let %s", (_, from, to, port) => {
    expect(refusals(network, { from, to, port, callerPort: 40000 })).not.toEqual([]);
  });

  it("let data stores talk to nobody outside the VPC when there is no gateway endpoint", () => {
    const closed = synthesizeNetwork({ gatewayEndpoints: [] });
    const call: Connection = { from: "data", to: "internet", port: 443, callerPort: 40000 };
    expect(refusals(closed, call)).toEqual(["out of data", "back into data"]);
  });

  it("cover every subnet of their tier", () => {
    for (const tier of ["public", "app", "data"]) {
      expect(network.at(`aws_network_acl.network_acl_${tier}`).subnet_ids).toEqual(
        ["a", "b", "c"].map((letter) => `\${aws_subnet.network_${tier}_${letter}.id}`),
      );
    }
  });

  it("leave the VPC's default ACL without any rule", () => {
    const acl = network.only("aws_default_network_acl");
    expect(acl.default_network_acl_id).toBe("${aws_vpc.network.default_network_acl_id}");
    expect(acl).not.toHaveProperty("ingress");
    expect(acl).not.toHaveProperty("egress");
  });

  it("stay within AWS's 20 rules a direction and number each rule once, even with six zones", () => {
    const [first] = documentedProps.zones;
    const zones = ["a", "b", "c", "d", "e", "f"].map((letter) => ({ ...first!, name: `us-east-1${letter}` }));
    const six = synthesizeNetwork({ zones });
    for (const tier of ["public", "app", "data"] as const) {
      for (const egress of [true, false]) {
        const numbers = rulesOf(six, tier, egress).map(({ rule_number }) => rule_number as number);
        expect(numbers.length).toBeLessThanOrEqual(20);
        expect(new Set(numbers).size).toBe(numbers.length);
      }
    }
  });
});

/** One connection: the way there and the way back, as a stateless ACL sees them. */
interface Connection {
  readonly from: Place;
  readonly to: Place;
  readonly port: number;
  readonly callerPort: number;
}

/** The steps at which an ACL stops the connection or its answer; none when it works. */
function refusals(sample: Synthesized, { from, to, port, callerPort }: Connection): string[] {
  const steps: [string, Place, boolean, Place, number][] = [
    [`out of ${from}`, from, true, to, port],
    [`into ${to}`, to, false, from, port],
    [`back out of ${to}`, to, true, from, callerPort],
    [`back into ${from}`, from, false, to, callerPort],
  ];
  return steps
    .filter(([, place, egress, peer, at]) => place !== "internet" && !decides(sample, place, egress, peer, at))
    .map(([step]) => step);
}

function admits(sample: Synthesized, to: Place, from: Place, port: number): boolean {
  return decides(sample, to, false, from, port);
}

/** What AWS does: the matching rule with the lowest number decides, and without one nothing passes. */
function decides(sample: Synthesized, place: Place, egress: boolean, peer: Place, port: number): boolean {
  const tier = place.replace("other ", "");
  const match = rulesOf(sample, tier, egress)
    .sort((a, b) => a.rule_number - b.rule_number)
    .find(
      ({ cidr_block, from_port, to_port }) =>
        contains(cidr_block as string, places[peer]) && from_port <= port && port <= to_port,
    );
  return match?.rule_action === "allow";
}

function rulesOf(sample: Synthesized, tier: string, egress: boolean): Block[] {
  return Object.values(sample.every("aws_network_acl_rule")).filter(
    (rule) =>
      rule.network_acl_id === `\${aws_network_acl.network_acl_${tier}.id}` &&
      rule.egress === egress &&
      rule.protocol === "tcp",
  );
}

function contains(cidr: string, address: string): boolean {
  const [network, bits] = cidr.split("/") as [string, string];
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(network) / size) === Math.floor(toNumber(address) / size);
}

function toNumber(address: string): number {
  return address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
}
