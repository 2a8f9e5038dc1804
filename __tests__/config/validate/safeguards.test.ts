import { expectAccepted, problemsWith, refusal } from "../support";

describe("keys", () => {
  it.each([6, 31, 7.5])("refuses a deletion window of %d days", (days) => {
    expect(refusal("keys.deletionWindowDays", days).allowed).toBe("whole numbers from 7 to 30");
  });

  it.each([89, 2561])("refuses a rotation every %d days", (days) => {
    expect(refusal("keys.rotationPeriodDays", days).allowed).toBe("whole numbers from 90 to 2560");
  });
});

describe("secrets", () => {
  it.each([0, 6, 31])("refuses a recovery window of %d days", (days) => {
    expect(refusal("secrets.recoveryWindowDays", days).allowed).toBe("whole numbers from 7 to 30");
  });

  it.each([31, 129, 32.5])("refuses secrets of %d characters", (length) => {
    expect(refusal("secrets.generated.supabase-jwt-secret.length", length).allowed).toBe(
      "whole numbers from 32 to 128",
    );
  });

  it.each([0, 1.5])("refuses version %d of a secret", (version) => {
    expect(refusal("secrets.generated.aurora-master-password.version", version).allowed).toBe("whole numbers from 1");
  });

  it("accepts a higher version, which is a rotation", () => {
    expectAccepted("secrets.generated.aurora-master-password.version", 12);
  });
});

describe("retention", () => {
  it.each([365, 1827, 2000, 2556])("refuses to keep audit logs %d days", (days) => {
    expect(refusal("retention.auditLogDays", days, "dev").allowed).toBe("2192, 2557, 2922, 3288, 3653");
  });

  it.each([30, 364, 366])("refuses to keep application logs %d days", (days) => {
    expect(refusal("retention.applicationLogDays", days, "dev").allowed).toMatch(/^365, 400, .*, 3653$/);
  });

  it("accepts six years of audit logs and a year of application logs", () => {
    expect(problemsWith({ "retention.auditLogDays": 2192, "retention.applicationLogDays": 365 })).toEqual([]);
  });
});

describe("the lock of the audit trail", () => {
  const trailLock = { kept: false, reason: "The trail of a test account may be deleted." };

  it("is kept in production, and elsewhere given up only with a reason", () => {
    expect(refusal("retention.trailLock", trailLock).allowed).toBe("{ kept: true } in production");
    expectAccepted("retention.trailLock", trailLock, "staging");
    refusal("retention.trailLock.reason", "n/a", "dev");
  });
});

describe("protection", () => {
  it("refuses production that may be destroyed, whatever the reason", () => {
    const allowDestroy = { kept: false, reason: "The product is being retired next month." };
    expect(refusal("protection.allowDestroy", allowDestroy).allowed).toBe("{ kept: true } in production");
  });

  it("refuses dev that may be destroyed without a real reason", () => {
    refusal("protection.allowDestroy.reason", "just because", "dev");
  });

  it("accepts dev that keeps its safeguards", () => {
    expectAccepted("protection.allowDestroy", { kept: true }, "dev");
  });
});
