import { expectAccepted, problemsWith, refusal } from "../support";

describe("engine version", () => {
  it.each(["15.3", "15.10", "15.13"])("accepts %s", (version) => expectAccepted("database.engineVersion", version));

  it.each(["15.2", "15", "16.4", "15.03", "15.10.1", "latest"])("refuses %s", (version) => {
    expect(refusal("database.engineVersion", version).allowed).toContain("15.3");
  });
});

describe("capacity", () => {
  it.each([
    ["minAcu", 0.3],
    ["minAcu", -0.5],
    ["maxAcu", 256.5],
    ["maxAcu", 1.25],
  ])("refuses %s = %d", (end, acu) => {
    expect(refusal(`database.capacity.${end}`, acu).allowed).toContain("in steps of 0.5");
  });

  it("refuses a maximum below 1 ACU, which AWS does not offer", () => {
    const problems = problemsWith({ "database.capacity": { minAcu: 0, maxAcu: 0.5 } });
    expect(problems).toEqual([
      expect.objectContaining({ field: "database.capacity.maxAcu", allowed: "1 to 256 ACU in steps of 0.5" }),
    ]);
  });

  it.each([
    { minAcu: 4, maxAcu: 1 },
    { minAcu: 2, maxAcu: 2 },
  ])("refuses $minAcu-$maxAcu, which cannot scale", (capacity) => {
    expect(refusal("database.capacity", capacity).allowed).toContain("minAcu below maxAcu");
  });

  it("allows automatic pause from 15.7 and 256 ACU from 15.5 on, as AWS does", () => {
    const capacity = { minAcu: 0, maxAcu: 256 };
    expect(problemsWith({ "database.capacity": capacity, "database.engineVersion": "15.7" })).toEqual([]);
    expect(
      problemsWith({ "database.capacity": capacity, "database.engineVersion": "15.5" }).map((p) => p.field),
    ).toEqual(["database.capacity.minAcu"]);
    expect(
      problemsWith({ "database.capacity": capacity, "database.engineVersion": "15.4" }).map((p) => p.field),
    ).toEqual(["database.capacity.minAcu", "database.capacity.maxAcu"]);
  });
});

describe("instances", () => {
  it.each([0, 17, 1.5])("refuses %d instances", (count) => {
    expect(refusal("database.instances.count", count).allowed).toBe("whole numbers from 2 to 16");
  });

  it("refuses a single instance in production, whatever the reason", () => {
    const instances = { count: 1, reason: "A failover may wait for a new instance." };
    expect(problemsWith({ "database.instances": instances }).map((p) => p.field)).toEqual(["database.instances.count"]);
  });

  it("refuses a single instance elsewhere without a reason", () => {
    expect(problemsWith({ "database.instances": { count: 1 } }, "staging").map((p) => p.field)).toEqual([
      "database.instances.reason",
    ]);
    expectAccepted("database.instances", { count: 2 }, "staging");
  });
});

describe("backups and maintenance", () => {
  it("refuses a production database without backups", () => {
    expect(refusal("database.backupRetentionDays", 0).allowed).toBe("whole numbers from 35 to 35");
  });

  it("refuses production backups of less than 35 days", () => {
    refusal("database.backupRetentionDays", 34);
  });

  it.each([0, 36, 7.5])("refuses %d days of backups in dev", (backupDays) => {
    expect(refusal("database.backupRetentionDays", backupDays, "dev").allowed).toBe("whole numbers from 1 to 35");
  });

  it.each(["3:00-4:00", "03:00-03:29", "03:00-03:00", "sun:03:00-sun:04:00"])(
    "refuses the backup window %s",
    (text) => {
      expect(refusal("database.backupWindow", text).allowed).toContain("hh24:mi-hh24:mi");
    },
  );

  it.each(["04:30-05:30", "sun:04:30-sun:04:59", "Sonntag"])("refuses the maintenance window %s", (text) => {
    expect(refusal("database.maintenanceWindow", text).allowed).toContain("ddd:hh24:mi-ddd:hh24:mi");
  });

  it("refuses maintenance during backups, and accepts it right after them", () => {
    expect(refusal("database.maintenanceWindow", "wed:03:59-wed:04:59").allowed).toContain("03:00-04:00");
    expectAccepted("database.maintenanceWindow", "wed:04:00-wed:05:00");
  });
});

describe("names", () => {
  it.each(["1st", "omni-rapeutic", "", "a".repeat(64)])("refuses the database name %j", (name) => {
    expect(refusal("database.databaseName", name).allowed).toContain("at most 63 characters");
  });

  it.each(["rdsadmin", "template1", "Select", "pg_data"])("refuses the database name %s, which is taken", (name) => {
    expect(refusal("database.databaseName", name).allowed).toContain("names that neither");
  });

  it("refuses the user admin with the reason that AWS gives", () => {
    expect(refusal("database.masterUsername", "admin").fix).toContain(
      "MasterUsername admin cannot be used as it is a reserved word used by the engine",
    );
  });

  it.each(["user", "rds_superuser", "RDSADMIN"])("refuses the user %s, which is taken", (name) => {
    expect(refusal("database.masterUsername", name).fix).toContain("Set postgres.");
  });

  it("refuses a user name with other characters", () => {
    expect(refusal("database.masterUsername", "post gres").allowed).toContain("letters, digits and underscores");
  });

  it.each(["postgres", "Postgres", "admin", "pg_app"])("refuses %s as the application's user", (name) => {
    expect(refusal("database.application.username", name).allowed).toContain("not the master user's (postgres)");
  });

  it("refuses a version of the application's password below 1", () => {
    expect(refusal("database.application.passwordVersion", 0).allowed).toBe("whole numbers from 1");
  });

  it("refuses a source of the master password without a reason", () => {
    refusal("database.masterPassword.reason", "because");
  });
});

describe("observability", () => {
  it.each([0, 45])("refuses enhanced monitoring every %d seconds", (seconds) => {
    expect(refusal("database.monitoringIntervalSeconds", seconds).allowed).toBe("1, 5, 10, 15, 30, 60");
  });

  it("takes the Performance Insights retentions that AWS sells, and no other", () => {
    for (const days of [7, 31, 465, 713, 731]) expectAccepted("database.performanceInsightsRetentionDays", days);
    for (const days of [0, 30, 365, 744]) refusal("database.performanceInsightsRetentionDays", days);
  });

  it.each([0, -1, 0.5, 2 ** 31])("refuses %d milliseconds for slow statements", (millis) => {
    expect(refusal("database.slowStatementMillis", millis).fix).toContain("Set 1000");
  });
});
