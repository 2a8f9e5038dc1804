import fc from "fast-check";
import { bastionEndpoints } from "../../../src/config/bastion";
import { interfaceEndpoints } from "../../../src/config/network";
import { expectAccepted, problemsWith, refusal } from "../support";

const zone = (letter: string, third: number) => ({
  name: `us-east-1${letter}`,
  publicCidr: `10.0.${third}.0/24`,
  appCidr: `10.0.${third + 10}.0/24`,
  dataCidr: `10.0.${third + 20}.0/24`,
});

describe("blocks", () => {
  it.each(["10.0.1.0", "10.0.1.0/33", "10.0.1.300/24", "ten"])("refuses %j, which is no CIDR", (text) => {
    expect(refusal("network.zones[0].publicCidr", text).allowed).toContain("an IPv4 block");
  });

  it("refuses a VPC block that is no CIDR without blaming the subnets", () => {
    refusal("network.cidr", "10.0.0.0/16/8");
  });

  it("refuses host bits and writes the canonical block", () => {
    expect(refusal("network.zones[1].dataCidr", "10.0.22.7/24").fix).toBe("Write 10.0.22.0/24.");
  });

  it("refuses prefixes that AWS does not accept", () => {
    expect(refusal("network.cidr", "10.0.0.0/15").allowed).toContain("/16 to /28");
    expect(refusal("network.zones[0].appCidr", "10.0.11.0/29").allowed).toContain("/16 to /28");
    expectAccepted("network.zones[0].appCidr", "10.0.11.0/28");
  });

  it("refuses a subnet outside the VPC and names the VPC's block", () => {
    expect(refusal("network.zones[2].appCidr", "10.1.13.0/24").allowed).toContain("10.0.0.0/16");
  });

  it("refuses overlapping subnets and names the other one", () => {
    const { allowed } = refusal("network.zones[1].publicCidr", "10.0.1.128/25");
    expect(allowed).toContain("network.zones[0].publicCidr = 10.0.1.0/24");
  });

  it("accepts any nine different /24 blocks of the VPC, and refuses nine with a repetition", () => {
    const thirds = fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 9, maxLength: 9 });
    const at = (index: number) =>
      `network.zones[${Math.floor(index / 3)}].${["publicCidr", "appCidr", "dataCidr"][index % 3]}`;
    fc.assert(
      fc.property(thirds, fc.integer({ min: 1, max: 8 }), (chosen, repeated) => {
        const blocks = Object.fromEntries(chosen.map((third, index) => [at(index), `10.0.${third}.0/24`]));
        expect(problemsWith(blocks)).toEqual([]);
        expect(problemsWith({ ...blocks, [at(repeated)]: blocks[at(0)] }).map((p) => p.field)).toEqual([at(repeated)]);
      }),
    );
  });
});

describe("zones", () => {
  it("refuses production in two zones, and dev in one", () => {
    const two = [zone("a", 1), zone("b", 2)];
    expect(problemsWith({ "network.zones": two, "network.nat.gateways": 2 })).toEqual([
      expect.objectContaining({ field: "network.zones", allowed: "at least 3 zones" }),
    ]);
    expectAccepted("network.zones", two, "dev");
    expect(problemsWith({ "network.zones": [zone("a", 1)] }, "dev")).toEqual([
      expect.objectContaining({ field: "network.zones", value: ["us-east-1a"], allowed: "at least 2 zones" }),
    ]);
  });

  it.each(["us-west-2a", "us-east-1", "us-east-1aa", "us-east-1-bos-1a"])(
    "refuses the zone %s in us-east-1",
    (name) => {
      expect(refusal("network.zones[2].name", name).allowed).toBe("zones of us-east-1, such as us-east-1a");
    },
  );

  it("refuses the same zone twice", () => {
    const problems = problemsWith({ "network.zones[2].name": "us-east-1a" });
    expect(problems).toEqual([expect.objectContaining({ field: "network.zones[2]", value: "us-east-1a" })]);
  });
});

describe("NAT gateways", () => {
  it.each([0, 4, 1.5, -1])("refuses %d gateways for three zones", (gateways) => {
    const reason = "An experiment with the number of gateways.";
    const problems = problemsWith({ "network.nat": { gateways, reason } });
    expect(problems).toEqual([
      expect.objectContaining({ field: "network.nat.gateways", value: gateways, allowed: "whole numbers from 1 to 3" }),
    ]);
  });

  it("refuses fewer gateways than zones without a reason, and accepts them with one", () => {
    expect(problemsWith({ "network.nat": { gateways: 2 } })).toEqual([
      expect.objectContaining({ field: "network.nat.reason", value: undefined }),
    ]);
    expectAccepted("network.nat", { gateways: 2, reason: "The document gives two gateways for high availability." });
  });

  it.each(["", "cost", "a".repeat(30), "n/a n/a"])("refuses the reason %j, which is no sentence", (reason) => {
    expect(refusal("network.nat.reason", reason, "dev").allowed).toBe("a sentence of at least 20 characters");
  });
});

describe("endpoints", () => {
  it("refuses production without one that its workloads need, and names it", () => {
    const services = interfaceEndpoints.filter((service) => service !== "kms");
    expect(refusal("network.interfaceEndpoints.services", services).fix).toContain("Add kms:");
  });

  it("refuses production with fewer endpoints even with a reason", () => {
    const fewer = { services: ["kms"], reason: "Endpoints cost money per zone and hour." };
    expect(problemsWith({ "network.interfaceEndpoints": fewer }).map((p) => p.field)).toEqual([
      "network.interfaceEndpoints.services",
    ]);
  });

  it("refuses fewer endpoints elsewhere without a reason, and accepts all without one", () => {
    const services = [...bastionEndpoints];
    expect(problemsWith({ "network.interfaceEndpoints": { services } }, "dev").map((p) => p.field)).toEqual([
      "network.interfaceEndpoints.reason",
    ]);
    expectAccepted("network.interfaceEndpoints", { services: [...interfaceEndpoints] }, "dev");
  });

  it("refuses an endpoint that stands twice in its list", () => {
    refusal("network.gatewayEndpoints[1]", "s3");
    refusal("network.interfaceEndpoints.services[5]", "logs", "dev");
  });

  it("refuses a network in which the bastion could not work, and names what is missing", () => {
    const services = bastionEndpoints.filter((service) => service !== "ssmmessages");
    const { fix } = refusal("network.interfaceEndpoints.services", services, "dev");
    expect(fix).toBe("Add ssmmessages.");
    expect(refusal("network.gatewayEndpoints", ["dynamodb"]).fix).toContain("Add s3");
  });
});
