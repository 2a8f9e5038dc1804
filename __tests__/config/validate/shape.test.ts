import { validate } from "../../../src/config";
import { deploymentWith, problemsWith, refusal } from "../support";

describe("the shape of a configuration", () => {
  it("refuses a setting that nothing reads", () => {
    expect(refusal("network.ipv6", true)).toMatchObject({ fix: "Remove it." });
  });

  it("asks whether the missing setting was meant by an unknown one", () => {
    const problems = problemsWith({ "database.backupWindow": undefined, "database.backupWindw": "03:00-04:00" });
    expect(problems).toEqual([
      expect.objectContaining({ field: "database.backupWindow", value: undefined, allowed: "a value of type string" }),
      expect.objectContaining({ field: "database.backupWindw", fix: "Did you mean backupWindow?" }),
    ]);
  });

  it.each([
    ["network.zones", "us-east-1a", "a value of type array"],
    ["database.slowStatementMillis", "1000", "a value of type number"],
    ["database.capacity.minAcu", Number.NaN, "a value of type number"],
    ["keys", null, "a value of type object"],
    ["network.gatewayEndpoints[1]", "sqs", "s3, dynamodb"],
    ["network.flowLogs.aggregationSeconds", 300, "60, 600"],
    ["database.masterPassword.source", "vault", "secret, rds-managed"],
    ["protection.allowDestroy.kept", "yes", "true, or false with a reason"],
    ["recovery.backups.lock.mode", "forever", "compliance with changeableForDays, or governance or none with a reason"],
    ["recovery.backups.copy.copied", 1, "true with a region, or false with a reason"],
    ["recovery.backups.restoreTests.tested", 1, "true, or false with a reason"],
    ["recovery.rotation.automatic", 1, "true with everyDays, or false with a reason"],
    ["accountServices.owned", 1, "true with its settings, or false with ownedBy"],
  ])("refuses %s = %j and says what is allowed", (field, value, allowed) => {
    expect(refusal(field, value).allowed).toBe(allowed);
  });

  it.each([{}, { hostedZone: "omnirapeutic.example", arn: "arn:aws:acm:us-east-1:123456789012:certificate/a" }])(
    "refuses %j as certificate: a hosted zone or a certificate's ARN, exactly one of them",
    (certificate) => {
      expect(refusal("edge.certificate", certificate).allowed).toContain("{ hostedZone } with the name of a Route 53");
    },
  );

  it("refuses an interface endpoint that it does not know, and lists the known ones", () => {
    expect(refusal("network.interfaceEndpoints.services[5]", "ecr", "dev").allowed).toContain("ecr.api, ecr.dkr");
  });

  it("refuses a secret that is missing, and one that it does not know", () => {
    expect(refusal("secrets.generated.supabase-anon-key", undefined).allowed).toBe("a value of type object");
    expect(refusal("secrets.generated.stripe-key", { length: 32, version: 1 }).fix).toBe("Remove it.");
  });

  it("still checks the values of the other parts", () => {
    const fields = problemsWith({ "keys.deletionWindowDays": "30", "database.backupRetentionDays": 7 }).map(
      (p) => p.field,
    );
    expect(fields).toEqual(["keys.deletionWindowDays", "database.backupRetentionDays"]);
  });

  it("still checks the values beside a setting that nothing reads", () => {
    const fields = problemsWith({ "database.extra": 1, "database.backupRetentionDays": 7 }).map((p) => p.field);
    expect(fields).toEqual(["database.extra", "database.backupRetentionDays"]);
  });

  it("names the whole configuration when an environment has none", () => {
    const deployment = { ...deploymentWith({}), config: undefined } as never;
    expect(validate([deployment])).toEqual([expect.objectContaining({ field: "config", value: undefined })]);
  });
});
