import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { findDeployment } from "../../src/config";
import { Scratch, change, documentOf, planOf, type FakeTerraform } from "../support/delivery";

const estate = join(__dirname, "../../bin/estate.cjs");
/** A shell as `estate sandbox env` prepares it: nothing asks whose credentials these are. */
const env = () => ({ ...process.env, ESTATE_SANDBOX: "http://127.0.0.1:9", NO_COLOR: "1" });
const run = (...args: string[]) =>
  spawnSync(process.execPath, [estate, ...args], { encoding: "utf8", input: "", env: env() });

let scratch: Scratch;
let fake: FakeTerraform;
let from: string;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  fake.on("show", { stdout: "{}" });
  for (const name of ["omnirapeutic-dev", "itrack-staging"]) from = scratch.synthesized(documentOf({}, name), name);
});
afterEach(() => scratch.remove());

const plan = (...args: string[]) => run("plan", "--from", from, ...args);
const changing = () => fake.plans(planOf([change("aws_sns_topic.alarms", ["create"])]));

describe("estate plan of several deployments", () => {
  it("ends with 0 when there is nothing to do anywhere, 2 on changes, 3 when one is blocked", () => {
    expect(plan("--all").status).toBe(0);
    changing();
    expect(plan("--all").status).toBe(2);
    fake.plans(planOf([change("aws_vpc.network", ["delete"])]));
    expect(plan("--all").status).toBe(3);
  });

  it("ends with 1 when one fails, and plans and shows the other all the same", () => {
    changing();
    rmSync(join(from, "stacks", "itrack-staging", "cdk.tf.json"));
    const { status, stdout } = plan("omnirapeutic-dev", "itrack-staging");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^itrack-staging +failed .*\nomnirapeutic-dev +changes .* 1 to create\n/m);
  });

  it("--json writes the list of reviews and nothing else to standard output", () => {
    changing();
    const { stdout, stderr } = plan("--all", "--json", "--parallel", "1");
    expect(JSON.parse(stdout)).toMatchObject([
      { deployment: "itrack-staging", exitCode: 2, review: { counts: { create: 1 } } },
      { deployment: "omnirapeutic-dev", exitCode: 2 },
    ]);
    expect(stderr).toMatch(/Combined review: .*plans\/sandbox\/review\.md/);
  });

  it("--affected plans what differs from the ref, and names the rest", () => {
    changing();
    const { status, stdout, stderr } = plan("--affected", "HEAD");
    expect(status).toBe(2);
    expect(stdout).toContain("2 deployments: changes 2");
    expect(stderr).toContain("removed  omnirapeutic-production");
  });

  it.each<[string, string[], string]>([
    ["nothing", [], "Nothing to plan is named."],
    ["a name besides --all", ["itrack-staging", "--all"], "Both itrack-staging and --all are given."],
    ["--all besides --affected", ["--all", "--affected", "HEAD"], "cannot be used with"],
    ["no plan at a time", ["--all", "--parallel", "0"], "Allowed: a whole number from 1."],
    ["an unknown name", ["itrack-staging", "itrack-stagin"], "did you mean itrack-staging?"],
    ["an unknown ref", ["--affected", "no-such-ref"], 'The Git ref "no-such-ref" names no commit'],
  ])("refuses %s before it runs Terraform", (_what, args, message) => {
    const { status, stderr } = plan(...args);
    expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining(message) });
    expect(fake.calls()).toEqual([]);
  });
});

describe("estate affected", () => {
  it("prints the matrix on one line and nothing else: what this checkout knows; the rest on standard error", () => {
    scratch.synthesized(documentOf(), "stranger");
    const { status, stdout, stderr } = run("affected", "HEAD", "--from", from, "--json");
    const { account, region } = findDeployment("itrack-staging");
    expect(status).toBe(0);
    expect(stdout.trimEnd()).not.toContain("\n");
    expect(JSON.parse(stdout)).toEqual({
      include: [
        { deployment: "itrack-staging", system: "itrack", environment: "staging", account, region },
        { deployment: "omnirapeutic-dev", system: "omnirapeutic", environment: "dev", account, region },
      ],
    });
    expect(stderr).toContain("Not planned: itrack-production");
    expect(stderr).toContain("Not in the matrix: stranger");
  });

  it("states its exit codes, and how a job takes an empty matrix", () => {
    const { stdout } = run("affected", "--help");
    expect(stdout).toMatch(/Exit codes:\n {2}0 {2}/);
    expect(stdout).toContain(`'{"include":[]}'`);
  });
});
