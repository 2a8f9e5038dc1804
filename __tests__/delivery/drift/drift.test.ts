import { readdirSync } from "node:fs";
import { findDrift } from "../../../src/delivery/drift";
import { noProgress } from "../../../src/delivery/progress";
import { change, documentOf, planOf, Scratch, type FakeTerraform } from "../../support/delivery";

const body = { name: "/api", retention_in_days: 365 };
const address = "aws_cloudwatch_log_group.api";
const drifted = {
  ...planOf([], [address]),
  resource_drift: [change(address, ["update"], { before: body, after: { ...body, retention_in_days: 30 } })],
};

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
});
afterEach(() => scratch.remove());
const find = (lockTimeout?: string) =>
  findDrift(scratch.workspace(documentOf({ aws_cloudwatch_log_group: { api: body } })), { lockTimeout }, noProgress);

it("asks Terraform to compare only, and leaves no plan behind", async () => {
  fake.plans(drifted);
  await expect(find("10m")).resolves.toMatchObject({
    findings: [{ address, values: [{ path: "retention_in_days" }] }],
    pending: [],
  });
  const [plan, ...others] = fake.calls();
  expect(plan).toMatch(/^plan .*-refresh-only -lock-timeout=10m$/);
  expect(others).toEqual([expect.stringMatching(/^show -json /)]);
  expect(readdirSync(process.env.ESTATE_HOME!)).toEqual([]);
});

it("finds nothing where Terraform sees no difference", async () => {
  fake.on("show", { stdout: JSON.stringify(planOf([], [address])) });
  await expect(find()).resolves.toEqual({ findings: [], pending: [] });
});

it("does not take a deployment that is not there for one without drift", async () => {
  fake.on("show", { stdout: "{}" });
  await expect(find()).rejects.toMatchObject({
    message: "Nothing of omnirapeutic-dev is deployed, so that nothing can have drifted.",
    fix: "Deploy it first: npx estate deploy omnirapeutic-dev",
  });
});

it("leaves no plan behind when Terraform fails, either", async () => {
  fake.on("plan", { code: 1 });
  await expect(find()).rejects.toThrow("terraform plan failed");
  expect(readdirSync(process.env.ESTATE_HOME!)).toEqual([]);
});
