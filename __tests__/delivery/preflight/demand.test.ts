import { isAsked, literal, referred } from "../../../src/delivery/preflight/demand";
import { demandFor } from "../../support/preflight";

const resources = {
  aws_vpc: { network: { cidr_block: "10.0.0.0/16" } },
  aws_kms_key: { copies: { provider: "aws.us_west_2" } },
  aws_subnet: { a: { vpc_id: "${aws_vpc.network.id}" } },
};

describe("what a deployment asks of its account", () => {
  it("is everything before the first deployment, and later only what the state does not hold", () => {
    expect(demandFor(resources).added.map(({ address }) => address)).toEqual([
      "aws_kms_key.copies",
      "aws_subnet.a",
      "aws_vpc.network",
    ]);
    const later = demandFor(resources, { "aws_vpc.network": {}, "aws_kms_key.copies": {} });
    expect(later.added.map(({ address }) => address)).toEqual(["aws_subnet.a"]);
    expect(later.resources).toHaveLength(3);
  });

  it("is in the region of each resource's provider", () => {
    const { added, regions } = demandFor(resources);
    expect(added.map(({ region }) => region)).toEqual(["us-west-2", "us-east-1", "us-east-1"]);
    expect(regions).toEqual(["us-east-1", "us-west-2"]);
  });

  it("is known where Terraform does not compute it", () => {
    expect([literal("a"), literal("${a.b.c}"), literal(""), literal(3)]).toEqual([
      "a",
      undefined,
      undefined,
      undefined,
    ]);
    const demand = demandFor(resources);
    expect(referred(demand, "${aws_vpc.network.id}")?.address).toBe("aws_vpc.network");
    expect([referred(demand, "aws_vpc.network"), referred(demand, "${aws_vpc.other.id}")]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it("is asked again for another value, and not for the same one", () => {
    const database = { aws_rds_cluster: { main: { engine_version: "15.10" } } };
    const asked = (before?: Record<string, unknown>) => {
      const demand = demandFor(database, before && { "aws_rds_cluster.main": before });
      return isAsked(demand, demand.resources[0]!, ["engine_version", "instance_class"]);
    };
    expect([asked(), asked({ engine_version: "14.9" }), asked({ engine_version: "15.10" })]).toEqual([
      true,
      true,
      false,
    ]);
  });
});
