import { engineOf, offerChecks } from "../../../src/delivery/preflight/checks/offers";
import { accountOf, demandFor, lookAt, statuses, type Answers } from "../../support/preflight";

const look = (resources: Parameters<typeof demandFor>[0], answers: Answers, deployed = {}) =>
  lookAt(offerChecks(demandFor(resources, deployed), accountOf(answers)));

/** RDS that offers this version and class alone. */
const rds = (version: string, instanceClass: string) => ({
  rds: {
    describeDBEngineVersions: ({ EngineVersion }: { EngineVersion?: string }) => ({
      DBEngineVersions: EngineVersion === undefined || EngineVersion === version ? [{}] : [],
    }),
    describeOrderableDBInstanceOptions: () => ({ OrderableDBInstanceOptions: [{ DBInstanceClass: instanceClass }] }),
  },
});

describe("a database", () => {
  const cluster = { engine: "aurora-postgresql", engine_version: "15.10" };
  const member = { cluster_identifier: "${aws_rds_cluster.main.id}", instance_class: "db.serverless" };
  const aurora = { aws_rds_cluster: { main: cluster }, aws_rds_cluster_instance: { a: member, b: member } };
  const primary = { engine: "mysql", engine_version: "8.0.42", instance_class: "db.r6g.large" };
  const mysql = {
    aws_db_instance: {
      main: primary,
      replica: { replicate_source_db: "${aws_db_instance.main.identifier}", instance_class: "db.r6g.xlarge" },
    },
  };

  it("is ready when its version and its class are on offer, asked once for like instances", async () => {
    expect(statuses(await look(aurora, rds("15.10", "db.serverless")))).toEqual([
      "aurora-postgresql 15.10 in us-east-1: ready",
      "db.serverless for aurora-postgresql 15.10 in us-east-1: ready",
    ]);
  });

  it("is not ready with a version or class that AWS offers no more; the fix lists what it offers", async () => {
    expect(await look(aurora, rds("16.6", "db.r6g.large"))).toMatchObject([
      { status: "not ready", fix: expect.stringContaining("describe-db-engine-versions --engine aurora-postgresql") },
      { status: "not ready", fix: expect.stringContaining("--engine-version 15.10") },
    ]);
  });

  it("has the version of its cluster, or of what it replicates", async () => {
    const { resources } = demandFor({ ...aurora, ...mysql });
    const of = (address: string) =>
      engineOf(
        { resources },
        resources.find((each) => each.address === address)!,
      );
    expect(of("aws_rds_cluster_instance.a")).toEqual({ engine: "aurora-postgresql", version: "15.10" });
    expect(of("aws_db_instance.replica")).toEqual({ engine: "mysql", version: "8.0.42" });
    expect(await look(mysql, rds("8.0.42", "db.r6g.large"))).toMatchObject([
      { what: "mysql 8.0.42 in us-east-1", status: "ready" },
      { what: "db.r6g.large for mysql 8.0.42 in us-east-1", status: "ready" },
      { what: "db.r6g.xlarge for mysql 8.0.42 in us-east-1", status: "not ready" },
    ]);
  });

  it("whose version AWS chooses is asked about by its engine alone", async () => {
    const loose = { aws_db_instance: { main: { engine: "mysql", instance_class: "db.t3.micro" } } };
    expect(await look(loose, rds("8.4.5", "db.t3.micro"))).toMatchObject([
      { what: "mysql in us-east-1", status: "ready" },
      { what: "db.t3.micro for mysql in us-east-1", status: "ready" },
    ]);
  });

  it("that runs may keep what is sold no more; another version must be on offer", async () => {
    const one = { aws_db_instance: { main: primary } };
    expect(await look(one, {}, { "aws_db_instance.main": primary })).toEqual([]);
    const before = { "aws_db_instance.main": { ...primary, engine_version: "8.0.40" } };
    expect(statuses(await look(one, rds("8.0.42", "db.r6g.large"), before))).toEqual([
      "mysql 8.0.42 in us-east-1: ready",
      "db.r6g.large for mysql 8.0.42 in us-east-1: ready",
    ]);
  });

  it("is not checked when nobody may look", async () => {
    expect(await look(aurora, {})).toMatchObject([{ status: "not checked" }, { status: "not checked" }]);
  });
});

describe("a cache", () => {
  const redis = {
    aws_elasticache_replication_group: { main: { engine_version: "7.1", node_type: "cache.r6g.large" } },
  };
  const cache = (version: string, offerings: number) => ({
    elasticache: {
      describeCacheEngineVersions: () => ({ CacheEngineVersions: [{ EngineVersion: version }] }),
      describeReservedCacheNodesOfferings: () => ({ ReservedCacheNodesOfferings: Array(offerings).fill({}) }),
    },
  });

  it("is ready when its version and node type are on offer", async () => {
    expect(statuses(await look(redis, cache("7.1.0", 1)))).toEqual([
      "redis 7.1 in us-east-1: ready",
      "cache.r6g.large in us-east-1: ready",
    ]);
  });

  it("is not ready with another version; a node type without reservations proves nothing", async () => {
    expect(statuses(await look(redis, cache("7.10", 0)))).toEqual([
      "redis 7.1 in us-east-1: not ready",
      "cache.r6g.large in us-east-1: not checked",
    ]);
  });

  it("that runs is not asked about", async () => {
    const running = { "aws_elasticache_replication_group.main": redis.aws_elasticache_replication_group.main };
    expect(await look(redis, {}, running)).toEqual([]);
  });
});

describe("an instance", () => {
  const bastion = {
    aws_subnet: { data: { availability_zone: "us-east-1e" } },
    aws_instance: { bastion: { instance_type: "t3.micro", subnet_id: "${aws_subnet.data.id}" } },
  };
  const ec2 = (offers: number) => ({
    ec2: { describeInstanceTypeOfferings: () => ({ InstanceTypeOfferings: Array(offers).fill({}) }) },
  });

  it("is ready when its type is on offer in its zone, and only then", async () => {
    expect(statuses(await look(bastion, ec2(1)))).toEqual(["t3.micro in us-east-1e: ready"]);
    expect(statuses(await look(bastion, ec2(0)))).toEqual(["t3.micro in us-east-1e: not ready"]);
    expect(statuses(await look(bastion, {}))).toEqual(["t3.micro in us-east-1e: not checked"]);
  });
});
