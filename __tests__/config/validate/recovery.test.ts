import { expectAccepted, refusal } from "../support";

describe("backups", () => {
  it("keeps daily ones at least 35 days, and in production weekly ones at least a year", () => {
    expect(refusal("recovery.backups.retentionDays.daily", 34).allowed).toBe("whole numbers from 35 to 36500");
    expect(refusal("recovery.backups.retentionDays.weekly", 364).allowed).toBe("whole numbers from 365 to 36500");
    expectAccepted("recovery.backups.retentionDays.weekly", 36, "dev");
    expect(refusal("recovery.backups.retentionDays.weekly", 35, "dev").allowed).toBe("whole numbers from 36 to 36500");
  });

  it("are locked, copied and tested in production", () => {
    const reason = "Nobody needs it for test data";
    for (const [field, relaxed] of Object.entries({
      lock: { mode: "none", reason },
      copy: { copied: false, reason },
      restoreTests: { tested: false, reason },
    })) {
      expect(refusal(`recovery.backups.${field}`, relaxed).allowed).toContain("in production");
      expectAccepted(`recovery.backups.${field}`, relaxed, "dev");
    }
  });

  it("are copied to another region", () => {
    expect(refusal("recovery.backups.copy.region", "us-east-1").fix).toBe("Set us-west-2.");
    expect(refusal("recovery.backups.copy.region", "Oregon").fix).toBe("Set us-west-2.");
  });

  it("leave time to take a compliance lock back", () => {
    expectAccepted("recovery.backups.lock", { mode: "compliance", changeableForDays: 14 });
  });
});

describe("rotation", () => {
  it("comes every 1 to 90 days, or not at all with a reason", () => {
    expect(refusal("recovery.rotation.everyDays", 91).allowed).toBe("whole numbers from 1 to 90");
    expectAccepted("recovery.rotation", { automatic: false, reason: "Rotated by a tool of another team" });
  });
});
