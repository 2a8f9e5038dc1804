import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { waiverFile } from "../../src/delivery/gate/waivers/file";
import { documentOf, Scratch } from "../support/delivery";
import { destroy, plan } from "../support/plans";

const estate = join(__dirname, "../../bin/estate.cjs");
const bucket = "aws_s3_bucket.exports";

let scratch: Scratch;
beforeEach(() => (scratch = new Scratch()));
afterEach(() => scratch.remove());

const run = (command: string, ...args: string[]) =>
  spawnSync(
    process.execPath,
    [
      estate,
      command,
      "omnirapeutic-dev",
      "--from",
      scratch.synthesized(documentOf({ aws_s3_bucket: { exports: {} } })),
      ...args,
    ],
    { encoding: "utf8", input: "", env: process.env },
  );
const planned = () => {
  scratch.fakeTerraform().plans(plan([destroy(bucket)]));
  expect(run("plan").status).toBe(3);
};

describe("estate waive", () => {
  it("lists what blocks the saved plan, ready to be waived; as JSON with everything about it", () => {
    planned();
    const { status, stdout } = run("waive");
    expect(status).toBe(0);
    expect(stdout).toContain(`--address '${bucket}' --rule stateful-resources-are-kept`);
    expect(JSON.parse(run("waive", "--json").stdout)).toMatchObject({
      deployment: "omnirapeutic-dev",
      blocked: [{ address: bucket, rule: "stateful-resources-are-kept", control: "164.312(c)(1)" }],
    });
  });

  it("asks for a plan first", () => {
    scratch.fakeTerraform();
    const { status, stderr } = run("waive");
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining("npx estate plan omnirapeutic-dev"),
    });
  });

  it("writes nothing that the plan does not need, and tells what is wrong with each option", () => {
    planned();
    const { status, stderr } = run(
      "waive",
      "--address",
      "aws_s3_bucket.export",
      "--rule",
      "stateful-resources-are-kept",
    );
    expect(status).toBe(1);
    for (const option of ["--reason", "--owner", "--expires"]) expect(stderr).toContain(option);
    expect(existsSync(waiverFile("omnirapeutic-dev"))).toBe(false);
  });
});
