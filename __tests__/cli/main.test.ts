import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { Scratch, change, documentOf, planOf } from "../support/delivery";
import { run as runAsync } from "../support/estate";

const estate = join(__dirname, "../../bin/estate.cjs");
const run = (...args: string[]) =>
  spawnSync(process.execPath, [estate, ...args], { encoding: "utf8", input: "", env: { ...process.env, ...nobody } });

/** Whatever credentials the machine has, no test asks AWS by them. */
const nobody = {
  AWS_ENDPOINT_URL: "http://127.0.0.1:1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
  AWS_MAX_ATTEMPTS: "1",
};

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.remove());

describe("the estate command", () => {
  it("suggests the command that was probably meant", () => {
    const { status, stderr } = run("pln");
    expect(status).toBe(1);
    expect(stderr).toContain("Did you mean plan?");
  });

  it("suggests the deployment that was probably meant, without a stack trace", () => {
    const { status, stderr } = run("plan", "omnirapeutic-prodution");
    expect(status).toBe(1);
    expect(stderr).toContain("did you mean omnirapeutic-production?");
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it.each([
    "preflight",
    "plan",
    "deploy",
    "waive",
    "destroy",
    "synth",
    "addresses",
    "verify",
    "validate",
    "drift",
    "recover",
    "release",
    "apps build",
    "apps push",
    "apps deploy",
    "promote",
    "db bootstrap",
    "db snapshot",
    "history",
    "differences",
    "alarms subscribe",
    "secrets create",
  ])("states the exit codes of %s in its help", (command) => {
    expect(run(...command.split(" "), "--help").stdout).toMatch(/Exit codes:\n {2}0 {2}/);
  });

  it("refuses to release what nobody can name exactly, before it does anything", () => {
    const { status, stderr } = run("release", "omnirapeutic-dev", "api", "latest");
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("but not latest") });
    expect(stderr).not.toContain("Synthesize");
  });

  it("refuses to subscribe whom the configuration does not name, without showing the URL", () => {
    process.env.ESTATE_ALARMS_PAGERDUTY_URL = "https://events.pagerduty.com/integration/k3y/enqueue";
    const { status, stderr } = run("alarms", "subscribe", "omnirapeutic-dev", "pagerduty");
    delete process.env.ESTATE_ALARMS_PAGERDUTY_URL;
    expect(status).toBe(1);
    expect(stderr).toContain('omnirapeutic-dev has no alarm endpoint "pagerduty"; its configuration names none.');
    expect(stderr).not.toContain("k3y");
  });

  it("refuses to promote a system that nobody knows, before it does anything", () => {
    const { status, stderr } = run("promote", "omnirapeutik");
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("omnirapeutik-staging") });
    expect(stderr).not.toContain("== 1/6");
  });

  it("refuses to wait for no time at all", () => {
    expect(run("db", "bootstrap", "omnirapeutic-dev", "--patience", "0").stderr).toContain("seconds from 1");
  });

  it("refuses a lock timeout that Terraform would not understand", () => {
    expect(run("plan", "omnirapeutic-dev", "--lock-timeout", "10").stderr).toContain("a number with s, m or h");
  });

  it("lists every deployment with account, state and size, as a table and as JSON", () => {
    const rows = JSON.parse(run("list", "--json").stdout) as { name: string; resources: number }[];
    expect(rows.map(({ name }) => name)).toEqual([
      "omnirapeutic-dev",
      "omnirapeutic-staging",
      "omnirapeutic-production",
      "omni-portal-dev",
      "omni-portal-staging",
      "omni-portal-production",
      "itrack-staging",
      "itrack-production",
    ]);
    expect(rows.every(({ resources }) => resources > 50)).toBe(true);
    expect(run("list").stdout).toMatch(/^name +account +region +resources +state +lock\n/);
  });

  it("refuses to destroy production before it does anything", () => {
    const { status, stderr } = run("destroy", "omnirapeutic-production", "--auto-approve");
    expect(status).toBe(1);
    expect(stderr).toContain("omnirapeutic-production is protected");
  });
});

describe("estate plan and deploy", () => {
  const facts = JSON.stringify({
    deployment: "omnirapeutic-dev",
    account: "123456789012",
    digest: "",
    state: {},
    planHash: "",
    fingerprint: {},
  });
  const plan = (...args: string[]) =>
    run("plan", "omnirapeutic-dev", "--from", scratch.synthesized(documentOf()), ...args);
  const deploy = (...args: string[]) =>
    run("deploy", "omnirapeutic-dev", "--from", scratch.synthesized(documentOf()), ...args);

  it.each<[number, string, ReturnType<typeof planOf>]>([
    [2, "changes", planOf([change("aws_vpc.network", ["create"])])],
    [3, "blocked", planOf([change("aws_vpc.network", ["delete"])])],
  ])("plan ends with exit code %i: %s", (code, _meaning, planned) => {
    scratch.fakeTerraform().plans(planned);
    expect(plan().status).toBe(code);
  });

  it("plan ends with exit code 0 when there is nothing to do, and 1 on an error", () => {
    const fake = scratch.fakeTerraform();
    fake.on("show", { stdout: "{}" });
    expect(plan().status).toBe(0);
    fake.on("plan", { code: 1 });
    expect(plan().status).toBe(1);
  });

  it("plan --json writes the review and nothing else to standard output", () => {
    scratch.fakeTerraform().plans(planOf([change("aws_vpc.network", ["create"])]));
    expect(JSON.parse(plan("--json").stdout)).toMatchObject({ deployment: "omnirapeutic-dev", counts: { create: 1 } });
  });

  it("deploy ends with exit code 3 when the plan is blocked", () => {
    scratch.fakeTerraform().plans(planOf([change("aws_vpc.network", ["delete"])]));
    expect(deploy("--auto-approve").status).toBe(3);
  });

  it("deploy shows the review and changes nothing when nobody can approve it", () => {
    const fake = scratch.fakeTerraform();
    fake.plans(planOf([change("aws_vpc.network", ["create"])]));
    const { status, stderr } = deploy();
    expect(status).toBe(1);
    expect(stderr).toMatch(/1 to create[^]*--auto-approve/);
    expect(fake.calls().some((call) => call.startsWith("apply"))).toBe(false);
  });

  it("deploy --auto-approve applies, once it has looked for a state to go back to; exit code 4: whether all is well it could not find out", async () => {
    const fake = scratch.fakeTerraform();
    fake.plans(planOf([change("aws_vpc.network", ["create"])]));
    fake.on("output", { stdout: "{}" });
    const asked: string[] = [];
    const s3 = createServer(({ method, url }, answer) => {
      asked.push(`${method} ${url?.split("?")[0]}`);
      answer.writeHead(404).end("<Error><Code>NoSuchKey</Code></Error>");
    });
    await new Promise<void>((done) => s3.listen(0, "127.0.0.1", done));
    const args = ["deploy", "omnirapeutic-dev", "--from", scratch.synthesized(documentOf()), "--auto-approve"];
    const { code, stderr } = await runAsync(process.execPath, [estate, ...args], {
      ...process.env,
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(s3.address() as AddressInfo).port}`,
      AWS_ACCESS_KEY_ID: "none",
      AWS_SECRET_ACCESS_KEY: "none",
    });
    s3.close();
    expect(stderr).toMatch(
      /omnirapeutic-dev is deployed: 1 to create, in \d+ s, but whether .* could not be found out/,
    );
    expect(code).toBe(4);
    expect(asked[0]).toBe("GET /omnirapeutic-terraform-state-123456789012/dev/terraform.tfstate");
  });

  it("deploy refuses facts of a plan that are none, and approving without having read", () => {
    const { status, stderr } = deploy("--reviewed", join(scratch.folder, "plan.meta.json"));
    expect(status).toBe(1);
    expect(stderr).toContain("plan.meta.json");
    expect(deploy("--reviewed", estate).stderr).toContain("These are no facts of a plan");
    writeFileSync(join(scratch.folder, "facts.json"), facts);
    expect(deploy("--reviewed", join(scratch.folder, "facts.json"), "--auto-approve").stderr).toContain(
      "cannot be used with",
    );
  });
});

describe("estate validate", () => {
  const address = "aws_cloudwatch_log_group.api";
  const body = { retention_in_days: 365 };
  const deployed = planOf([], [address]);
  const drift = {
    ...deployed,
    resource_drift: [change(address, ["update"], { before: body, after: { retention_in_days: 30 } })],
  };
  const validate = (...args: string[]) => {
    const from = scratch.synthesized(documentOf({ aws_cloudwatch_log_group: { api: body } }));
    return run("validate", "omnirapeutic-dev", "--from", from, ...args);
  };

  it("ends with exit code 0 when all is as it was deployed, and says nothing on standard output", () => {
    scratch.fakeTerraform().on("show", { stdout: JSON.stringify(deployed) });
    const { status, stdout, stderr } = validate();
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toContain("omnirapeutic-dev is valid; nothing has drifted.");
  });

  it("ends with exit code 2 on drift, names it, and changes nothing", () => {
    const fake = scratch.fakeTerraform();
    fake.on("show", { stdout: JSON.stringify(drift) });
    const { status, stdout, stderr } = validate();
    expect(status).toBe(2);
    expect(stdout).toMatch(/^changed {2}aws_cloudwatch_log_group\.api: AUDIT OFF\n {4}retention_in_days: 365 -> 30\n/);
    expect(stderr).toContain("1 resource has drifted.");
    expect(fake.calls().map((call) => call.split(" ")[0])).toEqual(["init", "validate", "plan", "show"]);
  });

  it("ends with exit code 1 when the code is not valid, and looks for no drift then", () => {
    const fake = scratch.fakeTerraform();
    const diagnostics = [{ severity: "error", summary: "Unsupported argument" }];
    fake.on("validate", { code: 1, stdout: JSON.stringify({ diagnostics }) });
    const { status, stderr } = validate();
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("Unsupported argument") });
    expect(fake.calls().some((call) => call.startsWith("plan"))).toBe(false);
  });

  it("--json writes the drift and nothing else to standard output", () => {
    scratch.fakeTerraform().on("show", { stdout: JSON.stringify(drift) });
    expect(JSON.parse(validate("--json").stdout)).toMatchObject({
      deployment: "omnirapeutic-dev",
      drift: [{ address, kind: "changed" }],
    });
  });
});

describe("estate drift", () => {
  const address = "aws_cloudwatch_log_group.api";
  const body = { retention_in_days: 365 };
  const deployed = planOf([], [address]);
  const drifted = (after: Record<string, unknown>) => ({
    ...deployed,
    resource_drift: [change(address, ["update"], { before: body, after: { ...body, ...after } })],
  });
  // CloudTrail is not there: nobody listens at that address, and no credential of the caller's goes anywhere.
  const nobody = {
    AWS_ENDPOINT_URL: "http://127.0.0.1:1",
    AWS_ACCESS_KEY_ID: "none",
    AWS_SECRET_ACCESS_KEY: "none",
    AWS_MAX_ATTEMPTS: "1",
  };
  const before = { ...process.env };
  beforeEach(() => Object.assign(process.env, nobody));
  afterEach(() => {
    for (const name of Object.keys(nobody)) delete process.env[name];
    Object.assign(process.env, Object.fromEntries(Object.entries(before).filter(([name]) => name in nobody)));
  });
  const drift = (...args: string[]) => {
    const from = scratch.synthesized(documentOf({ aws_cloudwatch_log_group: { api: { ...body, tags: {} } } }));
    return run("drift", "omnirapeutic-dev", "--from", from, ...args);
  };

  it("ends with exit code 0 when nothing has drifted, and says nothing on standard output", () => {
    scratch.fakeTerraform().on("show", { stdout: JSON.stringify(deployed) });
    const { status, stdout, stderr } = drift();
    expect({ status, stdout }).toEqual({ status: 0, stdout: "" });
    expect(stderr).toContain("omnirapeutic-dev: nothing has drifted.");
  });

  it.each<[number, string, Record<string, unknown>]>([
    [2, "something has drifted", { tags: { Owner: "me" } }],
    [4, "protection is lowered", { retention_in_days: 30 }],
  ])("ends with exit code %i when %s, and changes nothing", (code, _meaning, after) => {
    const fake = scratch.fakeTerraform();
    fake.on("show", { stdout: JSON.stringify(drifted(after)) });
    expect(drift().status).toBe(code);
    expect(fake.calls().map((call) => call.split(" ")[0])).toEqual(["init", "plan", "show"]);
  });

  it("ends with exit code 1 when nothing is deployed", () => {
    scratch.fakeTerraform().on("show", { stdout: "{}" });
    const { status, stderr } = drift();
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("Nothing of omnirapeutic-dev"),
    });
  });

  it("--json has source and both ways out, and shows no sensitive value; --markdown writes the same", () => {
    const fake = scratch.fakeTerraform();
    const secret = {
      before: { id: "/api", name: "pl4nted" },
      after: { id: "/api", name: "pl4nted-too" },
      before_sensitive: { name: true },
    };
    const from = scratch.synthesized(documentOf({ aws_cloudwatch_log_group: { api: { name: "x" } } }));
    const file = join(scratch.folder, "drift.md");
    fake.on("show", { stdout: JSON.stringify({ ...deployed, resource_drift: [change(address, ["update"], secret)] }) });
    const { status, stdout, stderr } = run("drift", "omnirapeutic-dev", "--from", from, "--json", "--markdown", file);
    const { findings } = JSON.parse(stdout) as { findings: unknown[] };
    expect(findings).toMatchObject([
      {
        address,
        source: { file: expect.stringContaining("cdk.tf.json") },
        values: [{ path: "name", expected: "(sensitive)", found: "(sensitive)" }],
        author: { known: false, reason: expect.stringContaining("CloudTrail does not answer") },
        advice: { revert: { command: expect.stringContaining(`-target=${address}`) } },
      },
    ]);
    const markdown = readFileSync(file, "utf8");
    expect(markdown).toContain(address);
    expect(`${stdout}${stderr}${markdown}`).not.toContain("pl4nted");
    expect(status).toBe(2);
  });

  it("--full makes a whole plan and lists code that nobody applied", () => {
    const fake = scratch.fakeTerraform();
    const planned = { ...planOf([change("aws_vpc.network", ["create"])], [address]) };
    fake.on("show", { stdout: JSON.stringify(planned) });
    const { status, stdout } = drift("--full");
    expect({ status, stdout }).toEqual({ status: 0, stdout: "pending  create aws_vpc.network  (network)\n" });
    expect(fake.calls().find((call) => call.startsWith("plan"))).not.toContain("-refresh-only");
  });

  it("says so when the Markdown cannot be written", () => {
    scratch.fakeTerraform().on("show", { stdout: JSON.stringify(deployed) });
    const { status, stderr } = drift("--markdown", join(scratch.folder, "nowhere", "drift.md"));
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining("cannot be written") });
  });
});
