import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { planDeployment, type PlanMeta } from "../../src/delivery/plan";
import { noProgress } from "../../src/delivery/progress";
import { change, planOf, Scratch, type FakeTerraform } from "../support/delivery";

const estate = join(__dirname, "../../bin/estate.cjs");
const run = (...args: string[]) =>
  spawnSync(process.execPath, [estate, ...args], { encoding: "utf8", env: process.env });

let scratch: Scratch;
let fake: FakeTerraform;
let reviewed: string;
const plan = async (address: string) => {
  fake.plans(planOf([change(address, ["create"])]));
  return planDeployment(scratch.workspace(), {}, noProgress);
};
beforeEach(async () => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
  reviewed = join(scratch.folder, "reviewed.json");
  const { saved } = await plan("aws_sns_topic.alarms");
  copyFileSync(join(saved.folder, "plan.meta.json"), reviewed);
});
afterEach(() => scratch.remove());

const compare = (deployment = "omnirapeutic-dev") => run("compare", deployment, reviewed);

describe("estate compare", () => {
  it("ends with 0 when the saved plan does what was reviewed", () => {
    expect(compare()).toMatchObject({ status: 0, stdout: "The plan does what was reviewed.\n" });
  });

  it("ends with 2 when it does something else, and names every address", async () => {
    await plan("aws_sns_topic.other");
    const { status, stdout } = compare();
    expect(status).toBe(2);
    expect(stdout).toBe(
      "This is not what was reviewed:\n  - aws_sns_topic.alarms would not change any more\n  - aws_sns_topic.other would change; in the reviewed plan it did not\n",
    );
  });

  it("ends with 1 when there is no saved plan, and says how to make one", async () => {
    (await plan("aws_sns_topic.alarms")).saved.remove();
    const { status, stderr } = compare();
    expect(status).toBe(1);
    expect(stderr).toMatch(/There is no saved plan of omnirapeutic-dev\.\n.*npx estate plan omnirapeutic-dev/);
  });

  it("refuses the review of another deployment, and what is no review", () => {
    expect(compare("omnirapeutic-staging").stderr).toContain("The reviewed plan is of omnirapeutic-dev in account");
    writeFileSync(
      reviewed,
      JSON.stringify({ ...(JSON.parse(readFileSync(reviewed, "utf8")) as PlanMeta), planHash: undefined }),
    );
    const { status, stderr } = compare();
    expect(status).toBe(1);
    expect(stderr).toContain("These are no facts of a plan: planHash missing.");
  });
});
