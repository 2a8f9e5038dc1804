import { validate } from "../../../src/config";
import { expectAccepted, deploymentWith, problemsWith, refusal } from "../support";

/** Of its name: that nobody built such a system is another problem. */
function problemsOfSystem(system: string): string[] {
  const problems = problemsWith({ system, name: `${system}-production` });
  expect(problems.map(({ field }) => field)).toContain("system");
  return problems.filter(({ field }) => field === "name").map(({ allowed }) => allowed);
}

describe("names", () => {
  it("refuses a name that is not system and environment", () => {
    expect(refusal("name", "omnirapeutic-prod").fix).toBe("Name the deployment omnirapeutic-production.");
  });

  it.each(["Omni", "omni--rapeutic", "1omni", "omni_rapeutic"])("refuses the system name %s", (system) => {
    expect(problemsOfSystem(system)).toEqual([expect.stringContaining("lowercase words")]);
  });

  it("refuses a name too long for the names derived from it, and says by how much", () => {
    expect(problemsOfSystem("a".repeat(28))).toEqual([]);
    expect(problemsWith({ system: "a".repeat(30), name: `${"a".repeat(30)}-production` })).toContainEqual(
      expect.objectContaining({ field: "name", fix: "Shorten the system's name by 2 characters." }),
    );
  });

  it("refuses a system that nobody built", () => {
    expect(problemsWith({ system: "billing", name: "billing-production" })).toEqual([
      expect.objectContaining({ field: "system", value: "billing", allowed: "omnirapeutic, omni-portal, itrack" }),
    ]);
  });
});

describe("account and region", () => {
  it.each(["12345678901", "1234567890123", "12345678901a", "", 123456789012])("refuses the account %j", (account) => {
    expect(refusal("account", account).allowed).toBe("12 digits, as text");
  });

  it("keeps leading zeros of an account", () => expectAccepted("account", "000000000012"));

  it.each(["us-east-1a", "Virginia", "us_east_1", "us(east"])("refuses the region %s", (region) => {
    expect(problemsWith({ region }).filter((problem) => problem.field === "region")).toHaveLength(1);
    refusal("backend.region", region);
  });
});

describe("backend", () => {
  it.each(["ab", "a".repeat(64), "Omni-state", "omni.state", "-state", "state_bucket"])(
    "refuses the bucket %s",
    (bucket) => {
      expect(refusal("backend.bucket", bucket).allowed).toContain("3 to 63 lowercase");
    },
  );

  it.each(["xn--state", "sthree-state", "state-s3alias", "state--ol-s3"])(
    "refuses the reserved bucket %s",
    (bucket) => {
      expect(refusal("backend.bucket", bucket).allowed).toContain("S3 reserves");
    },
  );

  it.each(["production/terraform.json", "/production/terraform.tfstate", "production/terra form.tfstate"])(
    "refuses the key %s",
    (key) => expect(refusal("backend.key", key).allowed).toContain("ends in .tfstate"),
  );

  it.each(["terraform.tfstate", "staging/other.tfstate", "nonproduction/terraform.tfstate"])(
    "refuses the key %s for production, which it does not name",
    (key) => expect(refusal("backend.key", key).allowed).toContain("that name production and no other environment"),
  );

  it("refuses a key of another environment in a bucket of this one", () => {
    const problems = problemsWith({ "backend.bucket": "state-production", "backend.key": "staging/terraform.tfstate" });
    expect(problems.map((problem) => problem.field)).toEqual(["backend.key"]);
  });

  it("accepts an environment that only the bucket names", () => {
    expect(problemsWith({ "backend.bucket": "state-production", "backend.key": "terraform.tfstate" })).toEqual([]);
  });

  it.each(["ab", "a".repeat(256), "lock table"])("refuses the lock table %s", (table) => {
    expect(refusal("backend.lockTable", table).allowed).toContain("3 to 255");
  });

  it.each(["state", "alias/", "alias/aws/s3", "alias/with space"])("refuses the key alias %s", (alias) => {
    expect(refusal("backend.kmsKeyAlias", alias).allowed).toContain("alias/");
  });
});

describe("several deployments", () => {
  it("refuses staging and production initialised from one state", () => {
    const shared = { "backend.bucket": "state", "backend.key": "terraform.tfstate" };
    const problems = validate([deploymentWith(shared, "staging"), deploymentWith(shared)]);
    expect(problems).toContainEqual({
      deployment: "omnirapeutic-production",
      field: "backend",
      value: "state/terraform.tfstate",
      allowed: "one that no other deployment has (here omnirapeutic-staging has it)",
      fix: "Give omnirapeutic-production one of its own.",
    });
  });

  it("refuses two deployments of one name", () => {
    const twin = deploymentWith({ "backend.bucket": "another-bucket" });
    expect(validate([deploymentWith({}), twin])).toEqual([
      expect.objectContaining({ field: "name", value: "omnirapeutic-production" }),
    ]);
  });
});
