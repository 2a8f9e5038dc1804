import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { renderJson, type Review } from "../../src/delivery/plan";
import { reviewOf } from "../delivery/plan-many/support";
import { change, Scratch } from "../support/delivery";

const estate = join(__dirname, "../../bin/estate.cjs");
const run = (...args: string[]) => spawnSync(process.execPath, [estate, "review", ...args], { encoding: "utf8" });

let scratch: Scratch;
beforeEach(() => void (scratch = new Scratch()));
afterEach(() => scratch.remove());

const write = (name: string, text: string): void => {
  const file = join(scratch.folder, name, "review.json");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
};
const handedOver = (review: Review): void => write(`review-${review.deployment}`, renderJson(review));

describe("estate review", () => {
  it("combines the reviews that other machines made, the most dangerous first", () => {
    handedOver(reviewOf("grows", [change("aws_sns_topic.a", ["create"])]));
    handedOver(reviewOf("loses", [change("aws_dynamodb_table.b", ["delete"])]));
    const { status, stdout } = run(scratch.folder);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^## 2 deployments: changes 2\n/);
    expect(stdout.indexOf("loses")).toBeLessThan(stdout.indexOf("grows"));
    expect(stdout).toContain("aws_dynamodb_table.b");
  });

  it("tells of a deployment that was to be planned and has no review", () => {
    handedOver(reviewOf("grows", [change("aws_sns_topic.a", ["create"])]));
    const { status, stdout } = run(scratch.folder, "--expect", "grows,broken");
    expect(status).toBe(0);
    expect(stdout).toMatch(/^## 2 deployments: failed 1, changes 1\n/);
    expect(stdout).toContain("### broken: failed");
    expect(stdout).toContain("its job failed before");
  });

  it("keeps to the limit, and says what it left out", () => {
    const many = Array.from({ length: 200 }, (_, n) => change(`aws_sns_topic.topic_${n}`, ["delete"]));
    handedOver(reviewOf("loses", many));
    const { stdout } = run(scratch.folder, "--limit", "3000");
    expect(stdout.length).toBeLessThanOrEqual(3000);
    expect(stdout).toContain("not whole: loses");
  });

  it("says of an empty folder that there is nothing", () => {
    expect(run(scratch.folder)).toMatchObject({ status: 0, stdout: "## 0 deployments\n" });
  });

  it.each([
    ["cut off", '{"deployment": "a', /review\.json is no review: .*JSON/],
    ["of another shape", '{"deployment": "a", "target": "moon"}', /review\.json is no review: target: .*; counts: /],
  ])("refuses a review that is %s, and names the file", (_what, text, said) => {
    write("review-a", text);
    const { status, stdout, stderr } = run(scratch.folder);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(said);
  });

  it.each([
    [["/no/such/folder"], "/no/such/folder cannot be read"],
    [[".", "--limit", "70000"], "Allowed: a whole number from 2000 to 65536"],
  ])("refuses %j", (args, said) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(1);
    expect(stderr).toContain(said);
  });
});
