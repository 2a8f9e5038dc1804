import { deployments, validate } from "../../../src/config";
import { omniPortalProblems, omniPortalRefusal, omniPortalWith } from "../support";

const reason = "A written reason of some length for this test.";

describe("the MySQL instance", () => {
  it.each([
    ["database.engineVersion", "8.0.27", "8.0.28"],
    ["database.engineVersion", "5.7.44", "8.0.28"],
    ["database.engineVersion", "8.4.3", "8.0.28"],
    ["database.instanceClass", "db.r6g.tiny", "db.r6g.xlarge"],
    ["database.instanceClass", "db.x1.large", "db.t3.medium"],
    ["database.storage.allocatedGiB", 10, "whole numbers from 20 to 65536"],
    ["database.storage.maxGiB", 110, "whole numbers from 126 to 65536"],
    ["database.databaseName", "omni-portal", "letters, digits and underscores"],
    ["database.masterUsername", "root", "neither MySQL nor RDS"],
    ["database.application.username", "omni_admin", "not omni_admin"],
    ["database.iamUsername", "omni_portal_app", "not omni_admin or omni_portal_app"],
    ["database.application.passwordVersion", 0, "whole numbers from 1"],
    ["database.snapshotPrefix", "prod_snapshot", "single hyphens"],
    ["database.backupRetentionDays", 29, "whole numbers from 30 to 35"],
    ["database.backupWindow", "03:00", "hh24:mi-hh24:mi"],
    ["database.maintenanceWindow", "sun:03:30-sun:04:30", "windows apart from"],
    ["database.monitoringIntervalSeconds", 45, "1, 5, 10, 15, 30, 60"],
    ["database.slowQuerySeconds", 0, "whole numbers from 1 to 3600"],
    ["database.performanceInsights.retentionDays", 8, "7, 31, 62"],
    ["database.masterPassword.reason", "n/a", "a sentence"],
  ])("refuses %s = %j in production and says what is allowed", (field, value, allowed) => {
    expect(omniPortalRefusal(field, value).allowed).toContain(allowed);
  });

  it("refuses production on one zone [000-rds-multi-az]", () => {
    const problem = omniPortalRefusal("database.multiAz", { kept: false, reason });
    expect(problem).toMatchObject({ allowed: "{ kept: true } in production" });
  });

  it.each(["multiAz", "readReplica"])("refuses %s relaxed without a sentence", (setting) => {
    const problems = omniPortalProblems({ [`database.${setting}`]: { kept: false, reason: "cost" } }, "dev");
    expect(problems.map(({ field }) => field)).toEqual([`database.${setting}.reason`]);
  });

  it("refuses a replica of a database without backups, and says why", () => {
    const problems = omniPortalProblems(
      { "database.readReplica": { kept: true }, "database.backupRetentionDays": 0 },
      "dev",
    );
    expect(problems.map(({ field }) => field)).toEqual(["database.readReplica", "database.backupRetentionDays"]);
    expect(problems[0]!.fix).toContain("a replica follows their logs");
  });

  it.each(["db.t3.micro", "db.t4g.small"])(
    "refuses Performance Insights on %s, and takes a reason",
    (instanceClass) => {
      const small = { "database.instanceClass": instanceClass };
      const [problem, ...others] = omniPortalProblems(small, "dev");
      expect(others).toEqual([]);
      expect(problem).toMatchObject({ field: "database.performanceInsights" });
      expect(problem!.allowed).toContain(instanceClass);
      expect(omniPortalProblems({ ...small, "database.performanceInsights": { kept: false, reason } }, "dev")).toEqual(
        [],
      );
    },
  );
});

describe("the Redis replication group", () => {
  it.each([
    ["cache.engineVersion", "6.2", "7.0 or 7.1"],
    ["cache.nodeType", "cache.r6g.small", "cache.<t3|t4g>"],
    ["cache.nodeType", "db.r6g.large", "cache.<t3|t4g>"],
    ["cache.snapshotRetentionDays", 7, "whole numbers from 15 to 35"],
    ["cache.snapshotWindow", "02:00-02:30", "at least 60 minutes"],
    ["cache.maintenanceWindow", "sun:02:30-sun:03:30", "windows apart from"],
    ["cache.nodes.count", 7, "whole numbers from 2 to 6"],
  ])("refuses %s = %j in production and says what is allowed", (field, value, allowed) => {
    expect(omniPortalRefusal(field, value).allowed).toContain(allowed);
  });

  it("refuses one node where several zones are asked for, and says that there is no such thing", () => {
    expect(omniPortalRefusal("cache.nodes.count", 1).fix).toContain("Multi-AZ with one node does not exist");
  });

  it("wants a sentence for one node elsewhere", () => {
    expect(omniPortalRefusal("cache.nodes.reason", undefined, "dev").allowed).toContain("a sentence");
  });
});

describe("the buckets", () => {
  it.each([
    ["buckets.glacierAfterDays", 0, "whole numbers from 1 to 3650"],
    ["buckets.oldVersionDays", 179, "whole numbers from 180"],
    ["buckets.copy.region", "us-east-1", "an AWS region other than us-east-1"],
  ])("refuse %s = %j and say what is allowed", (field, value, allowed) => {
    expect(omniPortalRefusal(field, value).allowed).toContain(allowed);
  });

  it("refuse production without a copy in another region", () => {
    expect(omniPortalRefusal("buckets.copy", { copied: false, reason }).fix).toContain("us-west-2");
  });
});

describe("the service", () => {
  it.each([
    ["api.cpu", 300, "256, 512"],
    ["api.memoryMiB", 2048, "4096"],
    ["api.port", 0, "whole numbers from 1 to 65535"],
    ["api.healthPath", "health", "starts with /"],
    ["api.scaleAt.cpuPercent", 5, "whole numbers from 10 to 95"],
    ["api.scaleAt.memoryPercent", 100, "whole numbers from 10 to 95"],
    ["api.tasks", { min: 3, max: 3 }, "max above min"],
    ["api.stickinessSeconds", 0, "whole numbers from 1 to 604800"],
    ["api.capacity", "spot", "on-demand in production"],
    ["api.deployments", { strategy: "blue-green", keepOldMinutes: 0 }, "whole numbers from 1 to 2880"],
  ])("refuses %s = %j in production and says what is allowed", (field, value, allowed) => {
    const [problem] = omniPortalProblems({ [field]: value });
    expect(problem!.field.startsWith(field)).toBe(true);
    expect(problem!.allowed).toContain(allowed);
  });

  it("refuses fewer tasks at most than at least", () => {
    const fields = omniPortalProblems({ "api.tasks": { min: 5, max: 4 } }).map(({ field, allowed }) => [
      field,
      allowed,
    ]);
    expect(fields).toContainEqual(["api.tasks.max", "whole numbers from 5"]);
  });

  it.each([
    ["percent", 0, "whole numbers from 1 to 99"],
    ["minutes", 0, "whole numbers from 1 to 1440"],
    ["keepOldMinutes", 3000, "whole numbers from 1 to 2880"],
  ])("refuses a canary with %s = %j", (setting, value, allowed) => {
    expect(omniPortalRefusal(`api.deployments.${setting}`, value, "staging").allowed).toBe(allowed);
  });

  it("deploys production with the old tasks at hand", () => {
    const [problem] = omniPortalProblems({ "api.deployments": { strategy: "rolling" } });
    expect(problem).toMatchObject({ field: "api.deployments.strategy", allowed: "blue-green or canary in production" });
  });

  it("knows no other strategy", () => {
    const [problem] = omniPortalProblems({ "api.deployments": { strategy: "yolo" } });
    expect(problem!.allowed).toContain("rolling, blue-green with keepOldMinutes");
  });
});

describe("the audit trail", () => {
  it("covers a deployment of the same account that has none", () => {
    expect(validate(deployments)).toEqual([]);
  });

  it.each([
    ["omni-portal-prodution", "Write omni-portal-production."],
    ["omni-portal-staging", "Write omni-portal-production."],
  ])("is not that of %s, which has none", (coveredBy, fix) => {
    expect(omniPortalRefusal("trail.coveredBy", coveredBy, "dev")).toMatchObject({
      allowed:
        "a deployment with a trail of its own in account 123456789012: omni-portal-production, itrack-production",
      fix,
    });
  });

  it("is missing where nobody has one", () => {
    const production = omniPortalWith({ trail: { own: false, coveredBy: "omni-portal-production" } });
    const problem = validate([production]).find(({ field }) => field === "trail.coveredBy");
    expect(problem!.fix).toContain("trail: { own: true");
  });

  it("keeps its lock in production", () => {
    expect(omniPortalRefusal("trail.lock", { kept: false, reason }).fix).toContain("Keep the lock");
  });
});

describe("what every system has", () => {
  it("is checked in OmniPortal too, and unknown settings are refused with the likely one", () => {
    const problems = omniPortalProblems({
      "keys.deletionWindowDays": 3,
      "network.cidr": "10.0.0.0/8",
      chache: {},
      cache: undefined,
    });
    const fields = problems.map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(["keys.deletionWindowDays", "network.cidr", "chache", "cache"]));
    expect(problems.find(({ field }) => field === "chache")!.fix).toBe("Did you mean cache?");
  });
});
