import { diagnose, isSick, type Diagnosis, type Facts } from "../../../src/delivery/doctor/diagnose";
import { meets, readManifest } from "../../../src/delivery/doctor/manifest";
import { renderDiagnoses } from "../../../src/delivery/doctor/render";

const manifest = readManifest();
const healthy: Facts = {
  versions: {
    node: "22.11.0",
    python: "3.12.1",
    git: "2.43.0",
    go: "1.26.1",
    terraform: "1.11.4",
    aws: "2.31.0",
    make: "4.3",
    docker: "28.2.2",
    cdktf: "0.21.0",
    moto: "5.2.5",
    checkov: "3.3.30",
    tfsec: "1.28.14",
    actionlint: "1.7.12",
    gitleaks: "8.30.1",
    zizmor: "1.32.0",
  },
  completedSteps: [
    "npm-packages",
    "moto",
    "terraform",
    "providers",
    "actionlint",
    "checkov",
    "tfsec",
    "gitleaks",
    "zizmor",
  ],
  providers: {
    "hashicorp/aws": { version: "5.100.0", source: "/mirror", isPublished: true },
    "hashicorp/random": { version: "3.7.2", source: "registry", isPublished: true },
  },
  awsCredentials: "AWS_PROFILE",
};
const withVersion = (versions: Facts["versions"]): Facts => ({
  ...healthy,
  versions: { ...healthy.versions, ...versions },
});
const find = (facts: Facts, name: string): Diagnosis => {
  const row = diagnose(facts, manifest).find((candidate) => candidate.name === name);
  if (!row) throw new Error(`no row ${name}`);
  return row;
};

describe("estate doctor", () => {
  it("finds nothing wrong on a machine that has everything, and prints no fix", () => {
    const rows = diagnose(healthy, manifest);
    expect(rows.map(({ status }) => status)).toEqual(rows.map(() => "fine"));
    expect(isSick(rows)).toBe(false);
    expect(renderDiagnoses(rows)).not.toContain("fix:");
  });

  it("names a missing Terraform and the command that installs it [000-prereq-terraform]", () => {
    const row = find(withVersion({ terraform: undefined }), "terraform");
    expect(row).toMatchObject({ status: "missing", found: "none", wanted: "1.11.0 or newer" });
    expect(row.fix).toContain("make setup");
  });

  it("refuses a Terraform without ephemeral and write-only values", () => {
    const facts = withVersion({ terraform: "1.9.8" });
    expect(find(facts, "terraform")).toMatchObject({ status: "wrong version", found: "1.9.8" });
    expect(isSick(diagnose(facts, manifest))).toBe(true);
  });

  it.each(["moto", "checkov", "tfsec", "actionlint", "gitleaks", "zizmor", "cdktf"] as const)(
    "refuses another version of %s [000-prereq-tfsec] [000-prereq-checkov]",
    (tool) => {
      expect(isSick(diagnose(withVersion({ [tool]: "0.0.1" }), manifest))).toBe(true);
    },
  );

  it("tells a tool whose installation was cut short from a complete one", () => {
    const facts = { ...healthy, completedSteps: healthy.completedSteps.filter((step) => step !== "checkov") };
    expect(find(facts, "checkov")).toMatchObject({ status: "out of date", found: "3.3.30", fix: "make setup" });
  });

  it("notices npm packages that differ from the lock file", () => {
    const facts = { ...healthy, completedSteps: healthy.completedSteps.filter((step) => step !== "npm-packages") };
    expect(find(facts, "npm packages")).toMatchObject({ status: "out of date", fix: "make setup" });
    expect(isSick(diagnose(facts, manifest))).toBe(true);
  });

  it.each(["aws", "go", "make", "docker"] as const)(
    "does not fail for lack of %s, but names its use [003-prereq-doctor]",
    (tool) => {
      const rows = diagnose(withVersion({ [tool]: undefined }), manifest);
      const row = rows.find(({ status }) => status === "missing");
      expect(row?.note).toMatch(/^optional: /);
      expect(row?.fix).toBeDefined();
      expect(isSick(rows)).toBe(false);
    },
  );

  it("names an AWS CLI older than 2 without failing [001-tool-aws-cli] [000-prereq-aws-cli]", () => {
    const facts = withVersion({ aws: "1.42.0" });
    expect(find(facts, "aws cli").status).toBe("wrong version");
    expect(isSick(diagnose(facts, manifest))).toBe(false);
  });

  it.each([
    ["terraform", "1.9.8"],
    ["aws cli", "1.42.0"],
    ["make", "3.81"],
    ["docker", "19.3.15"],
  ])("names %s %s as too old, and how to get a newer one [003-prereq-doctor]", (name, version) => {
    const row = find(withVersion({ [name === "aws cli" ? "aws" : name]: version }), name);
    expect(row).toMatchObject({ status: "wrong version", found: version, fix: expect.stringMatching(/install|setup/) });
  });

  it.each(["terraform", "aws cli", "make", "docker"])(
    "names a missing %s, and how to get it [003-prereq-doctor]",
    (name) => {
      const row = find(withVersion({ [name === "aws cli" ? "aws" : name]: undefined }), name);
      expect(row).toMatchObject({ status: "missing", found: "none", fix: expect.stringMatching(/install|setup/) });
    },
  );

  it("looks for AWS credentials, and does not fail without [001-prereq-cli-configured] [000-prereq-aws-credentials]", () => {
    const facts = { ...healthy, awsCredentials: undefined };
    expect(find(facts, "AWS credentials")).toMatchObject({ status: "missing", isRequired: false });
    expect(isSick(diagnose(facts, manifest))).toBe(false);
  });

  it("fails when nothing serves a provider", () => {
    const facts = { ...healthy, providers: {} };
    expect(find(facts, "provider hashicorp/aws")).toMatchObject({ status: "missing", wanted: "5.100.0" });
    expect(isSick(diagnose(facts, manifest))).toBe(true);
  });

  it("refuses another version of a provider", () => {
    const old = { version: "5.99.0", source: "/mirror", isPublished: true };
    expect(find({ ...healthy, providers: { "hashicorp/aws": old } }, "provider hashicorp/aws").status).toBe(
      "wrong version",
    );
  });

  it("accepts a provider built here for the sandbox, and says that real AWS needs the published one", () => {
    const built = { version: "3.7.2", source: "/built", isPublished: false };
    const row = find({ ...healthy, providers: { "hashicorp/random": built } }, "provider hashicorp/random");
    expect(row.status).toBe("fine");
    expect(row.note).toContain("for the sandbox only");
  });

  it("prints what is wrong with its fix on the next line", () => {
    const table = renderDiagnoses(diagnose(withVersion({ tfsec: undefined }), manifest));
    expect(table).toMatch(/✗ tfsec +missing +none +wanted: 1\.28\.14\n {4}fix: make setup/);
  });

  it("marks a missing optional thing apart from a missing required one", () => {
    expect(renderDiagnoses(diagnose(withVersion({ go: undefined }), manifest))).toMatch(/^- go +missing/m);
  });
});

describe("wanted versions", () => {
  it.each([
    ["1.11.0", true],
    ["1.11.4", true],
    ["1.9.8", false],
    ["2.0", true],
    ["1.11", true],
    ["0.99.0", false],
  ])("compares %s with the minimum 1.11.0 number by number", (version, expected) => {
    expect(meets(version, { atLeast: "1.11.0" })).toBe(expected);
  });

  it("takes an exact version literally", () => {
    expect(meets("5.2.5", { exactly: "5.2.5" })).toBe(true);
    expect(meets("5.2.6", { exactly: "5.2.5" })).toBe(false);
  });
});
