import { omnirapeutic } from "../../src/config/omnirapeutic";

/** One line a setting on which the documents or the decisions fix a value. */
const decided = {
  dev: { nat: 1, acu: [0.5, 1], instances: 1, backupDays: 7, destroyable: true },
  staging: { nat: 1, acu: [0.5, 1], instances: 1, backupDays: 7, destroyable: false },
  production: { nat: 3, acu: [0.5, 4], instances: 2, backupDays: 35, destroyable: false },
};

describe.each(["dev", "staging", "production"] as const)("omnirapeutic %s", (environment) => {
  const { database, keys, network, protection, retention, secrets, services } = omnirapeutic[environment];

  it("has the size, backups and protection that were decided", () => {
    expect({
      nat: network.nat.gateways,
      acu: [database.capacity.minAcu, database.capacity.maxAcu],
      instances: database.instances.count,
      backupDays: database.backupRetentionDays,
      destroyable: !protection.allowDestroy.kept,
    }).toEqual(decided[environment]);
  });

  it("has the documented blocks in three zones", () => {
    expect(network.cidr).toBe("10.0.0.0/16");
    expect(network.zones.map((zone) => Object.values(zone))).toEqual([
      ["us-east-1a", "10.0.1.0/24", "10.0.11.0/24", "10.0.21.0/24"],
      ["us-east-1b", "10.0.2.0/24", "10.0.12.0/24", "10.0.22.0/24"],
      ["us-east-1c", "10.0.3.0/24", "10.0.13.0/24", "10.0.23.0/24"],
    ]);
  });

  it("has the documented secrets, keys and retentions", () => {
    expect(Object.entries(secrets.generated).map(([name, { length }]) => [name, length])).toEqual([
      ["aurora-master-password", 32],
      ["jwt-secret", 64],
      ["supabase-jwt-secret", 64],
      ["supabase-anon-key", 64],
      ["supabase-service-key", 64],
    ]);
    expect([secrets.recoveryWindowDays, keys.deletionWindowDays, retention.auditLogDays]).toEqual([7, 30, 2557]);
  });

  it("has the documented database", () => {
    expect(database).toMatchObject({
      engineVersion: "15.10",
      databaseName: "omnirapeutic",
      masterUsername: "postgres",
      backupWindow: "03:00-04:00",
    });
  });

  it("has the documented services, in the size of the environment", () => {
    const size = environment === "production" ? { cpu: 512, memoryMiB: 1024 } : { cpu: 256, memoryMiB: 512 };
    expect(services.api).toMatchObject({ ...size, port: 3000, healthPath: "/health" });
    expect(services.web).toMatchObject({ ...size, healthPath: "/" });
    expect(services.worker).toMatchObject(size);
    expect(Object.values(services).map(({ tasks }) => tasks.min)).toEqual([2, 2, 1]);
  });
});
