import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../../../src/delivery/paths";
import { documentOf, Scratch, type FakeTerraform } from "../../support/delivery";

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
});
afterEach(() => scratch.remove());

describe("terraform init", () => {
  it("puts the published provider lock beside the JSON before it runs", async () => {
    const { terraform, stack } = scratch.workspace();
    await terraform.init();
    expect(readFileSync(join(stack.folder, ".terraform.lock.hcl"), "utf8")).toBe(
      readFileSync(paths.publishedLock, "utf8"),
    );
  });

  it("runs once, and again only when the backend or the providers change", async () => {
    await scratch.workspace().terraform.init();
    await scratch.workspace(documentOf({ aws_vpc: { network: {} } })).terraform.init();
    expect(fake.calls()).toHaveLength(1);
    const moved = documentOf();
    await scratch
      .workspace({ ...moved, terraform: { ...moved.terraform, backend: { s3: { bucket: "other" } } } })
      .terraform.init();
    expect(fake.calls()).toHaveLength(2);
  });

  it("that is skipped puts the provider lock back as the last one left it", async () => {
    fake.on("init", { script: "echo pruned > .terraform.lock.hcl" });
    await scratch.workspace().terraform.init();
    const { terraform, stack } = scratch.workspace();
    writeFileSync(join(stack.folder, ".terraform.lock.hcl"), "as synthesized");
    await terraform.init();
    expect(readFileSync(join(stack.folder, ".terraform.lock.hcl"), "utf8")).toBe("pruned\n");
  });

  it("runs again after it failed", async () => {
    fake.on("init", { code: 1 });
    await expect(scratch.workspace().terraform.init()).rejects.toThrow("terraform init failed for omnirapeutic-dev");
    fake.on("init", { code: 0 });
    await scratch.workspace().terraform.init();
    expect(fake.calls()).toHaveLength(2);
  });

  it("never migrates a state silently", async () => {
    await scratch.workspace().terraform.init();
    expect(fake.calls()[0]).toContain("-reconfigure");
  });
});

describe("the terraform that is run", () => {
  it("must be 1.11 or newer", async () => {
    fake.on("version", { stdout: '{"terraform_version": "1.10.5"}' });
    await expect(scratch.workspace().terraform.version()).rejects.toThrow("Terraform 1.10.5 is too old: 1.11 or newer");
  });

  it("may be of a later major version", async () => {
    fake.on("version", { stdout: '{"terraform_version": "2.0.0"}' });
    await expect(scratch.workspace().terraform.version()).resolves.toBe("2.0.0");
  });

  it("is missed with a message that says how to get it", async () => {
    const { terraform } = scratch.workspace();
    process.env.ESTATE_TERRAFORM = "no-such-terraform";
    await expect(terraform.version()).rejects.toMatchObject({
      message: "Cannot start no-such-terraform: it is not installed or not on PATH.",
      fix: expect.stringContaining("make setup"),
    });
  });

  it("is not steered by variables of the shell that change what is planned", async () => {
    process.env.TF_CLI_ARGS_plan = "-target=aws_vpc.network";
    process.env.TF_WORKSPACE = "other";
    try {
      fake.on("plan", { script: 'env | grep -E "^TF_(CLI_ARGS|WORKSPACE)" && exit 9' });
      await expect(scratch.workspace().terraform.plan({ out: "plan" })).resolves.toBe(false);
    } finally {
      delete process.env.TF_CLI_ARGS_plan;
      delete process.env.TF_WORKSPACE;
    }
  });
});

describe("terraform plan", () => {
  it.each([
    [0, false],
    [2, true],
  ])("with exit code %i means that changes are %s", async (code, changes) => {
    fake.on("plan", { code });
    await expect(scratch.workspace().terraform.plan({ out: "plan" })).resolves.toBe(changes);
  });

  it("passes on Terraform's words when it fails, explained", async () => {
    const recorded = readFileSync(join(__dirname, "recorded", "wrong-account.jsonl"), "utf8");
    fake.on("plan", { code: 1, stdout: recorded });
    await expect(scratch.workspace().terraform.plan({ out: "plan" })).rejects.toMatchObject({
      message: expect.stringMatching(
        /belong to account 123456789012[^]*Terraform said:\n {2}AWS account ID not allowed: 123456789012/,
      ),
      exitCode: 1,
    });
  });
});

describe("terraform apply", () => {
  it("that was killed says so, and which command goes on from there", async () => {
    fake.on("apply", { script: "kill -9 $$" });
    await expect(scratch.workspace().terraform.apply("plan")).rejects.toMatchObject({
      message: expect.stringContaining("was killed before it could save the state"),
      fix: expect.stringContaining("npx estate plan omnirapeutic-dev"),
    });
  });

  it("reports each resource as it is done", async () => {
    fake.on("apply", { stdout: readFileSync(join(__dirname, "recorded", "apply-events.jsonl"), "utf8") });
    const workspace = scratch.workspace();
    const seen: string[] = [];
    workspace.listen((event) => seen.push(event.kind));
    await workspace.terraform.apply("plan");
    expect(seen).toEqual(expect.arrayContaining(["started", "finished", "failed"]));
  });
});

describe("a state that could only be written to a file", () => {
  it("stops every further run, with the commands that push it", () => {
    const { terraform, stack } = scratch.workspace();
    expect(() => terraform.requireNoUnsavedState()).not.toThrow();
    writeFileSync(join(stack.folder, "errored.tfstate"), "{}");
    expect(() => terraform.requireNoUnsavedState()).toThrow(
      expect.objectContaining({ fix: expect.stringContaining("state push errored.tfstate") }),
    );
  });
});

describe("the state", () => {
  it("of a deployment that was never deployed is empty", async () => {
    await expect(scratch.workspace().terraform.state()).resolves.toEqual({ serial: 0, lineage: "", addresses: [] });
  });

  it("is read as serial, lineage and managed addresses, modules included", async () => {
    const resources = [
      { mode: "managed", type: "aws_vpc", name: "network" },
      { mode: "data", type: "aws_region", name: "here" },
      { module: "module.old", mode: "managed", type: "aws_eip", name: "nat" },
    ];
    fake.on("state", { stdout: JSON.stringify({ serial: 4, lineage: "l", resources }) });
    await expect(scratch.workspace().terraform.state()).resolves.toEqual({
      serial: 4,
      lineage: "l",
      addresses: ["aws_vpc.network", "module.old.aws_eip.nat"],
    });
  });
});

describe("terraform validate", () => {
  it("fails with every error that Terraform found", async () => {
    const diagnostics = [
      { severity: "error", summary: "Missing argument", detail: "cidr" },
      { severity: "warning", summary: "Old" },
    ];
    fake.on("validate", { code: 1, stdout: JSON.stringify({ diagnostics }) });
    await expect(scratch.workspace().terraform.validate()).rejects.toThrow(
      "omnirapeutic-dev is not valid Terraform:\nMissing argument. cidr",
    );
  });
});
