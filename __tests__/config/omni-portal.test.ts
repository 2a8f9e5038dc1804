import { omniPortal } from "../../src/config/omni-portal";

/** One line a setting on which the document or the decisions fix a value. */
const decided = {
  dev: {
    database: "db.t3.medium",
    multiAz: false,
    replica: false,
    backupDays: 7,
    cache: "cache.t3.small",
    nodes: 1,
    cpu: 512,
    tasks: { min: 2, max: 4 },
    strategy: "rolling",
    copied: false,
    nat: 1,
    destroyable: true,
  },
  staging: {
    database: "db.r6g.large",
    multiAz: true,
    replica: false,
    backupDays: 7,
    cache: "cache.t3.medium",
    nodes: 2,
    cpu: 1024,
    tasks: { min: 2, max: 4 },
    strategy: "canary",
    copied: false,
    nat: 1,
    destroyable: false,
  },
  production: {
    database: "db.r6g.xlarge",
    multiAz: true,
    replica: true,
    backupDays: 35,
    cache: "cache.r6g.large",
    nodes: 2,
    cpu: 2048,
    tasks: { min: 3, max: 10 },
    strategy: "blue-green",
    copied: true,
    nat: 3,
    destroyable: false,
  },
};

describe.each(["dev", "staging", "production"] as const)("omni-portal %s", (environment) => {
  const { api, buckets, cache, database, network, protection, retention } = omniPortal[environment];

  it("has the sizes, copies and protection that were decided [000-cost-staging-sizes] [000-dr-rds-other-environments]", () => {
    expect({
      database: database.instanceClass,
      multiAz: database.multiAz.kept,
      replica: database.readReplica.kept,
      backupDays: database.backupRetentionDays,
      cache: cache.nodeType,
      nodes: cache.nodes.count,
      cpu: api.cpu,
      tasks: api.tasks,
      strategy: api.deployments.strategy,
      copied: buckets.copy.copied,
      nat: network.nat.gateways,
      destroyable: !protection.allowDestroy.kept,
    }).toEqual(decided[environment]);
  });

  it("has what the document fixes everywhere", () => {
    expect(api).toMatchObject({
      port: 80,
      healthPath: "/api/health",
      scaleAt: { cpuPercent: 70, memoryPercent: 80 },
    });
    expect(database).toMatchObject({ engineVersion: "8.0.42", monitoringIntervalSeconds: 60 });
    expect([buckets.glacierAfterDays, cache.snapshotRetentionDays, retention.auditLogDays]).toEqual([90, 15, 2557]);
  });
});
