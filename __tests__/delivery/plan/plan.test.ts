import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { planDeployment, SavedPlan } from "../../../src/delivery/plan";
import { noProgress } from "../../../src/delivery/progress";
import { requireAcceptable } from "../../../src/delivery/workspace";
import { change, documentOf, planOf, Scratch, type FakeTerraform } from "../../support/delivery";

let scratch: Scratch;
let fake: FakeTerraform;
beforeEach(() => {
  scratch = new Scratch();
  fake = scratch.fakeTerraform();
});
afterEach(() => scratch.remove());

const plan = () => planDeployment(scratch.workspace(), {}, noProgress);
const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe("planning a deployment", () => {
  it("saves plan, review and what they were made from, readable by nobody else", async () => {
    fake.plans(planOf([change("aws_vpc.network", ["create"])]));
    fake.on("state", { stdout: '{"serial": 3, "lineage": "abc"}' });
    const { saved, meta } = await plan();
    expect(mode(saved.folder)).toBe("700");
    for (const name of ["plan.tfplan", "plan.meta.json", "review.md", "review.json"])
      expect(mode(join(saved.folder, name))).toBe("600");
    expect(saved.meta()).toEqual(meta);
    expect(meta).toMatchObject({
      deployment: "omnirapeutic-dev",
      account: "123456789012",
      changes: true,
      blocked: false,
      state: { serial: 3, lineage: "abc" },
    });
    expect(readFileSync(join(saved.folder, "review.md"), "utf8")).toContain("1 to create");
  });

  it("marks a plan as blocked that the gate refuses", async () => {
    fake.plans(planOf([change("aws_rds_cluster.database", ["delete"])]));
    expect((await plan()).meta.blocked).toBe(true);
  });

  it("blocks a plan over a state with addresses that the project's address lock never held", async () => {
    fake.plans(planOf([], ["aws_vpc.of_somebody_else"]));
    expect((await plan()).review.blocked.map(({ rule }) => rule)).toEqual(["state-belongs-to-the-deployment"]);
  });

  it("never leaves an older plan to be applied when it fails", async () => {
    fake.plans(planOf([change("aws_vpc.network", ["create"])]));
    const { saved } = await plan();
    fake.on("plan", { code: 1 });
    await expect(plan()).rejects.toThrow("terraform plan failed");
    expect(existsSync(saved.file)).toBe(false);
    expect(new SavedPlan("omnirapeutic-dev", "aws").meta()).toBeUndefined();
  });

  it("waits for a held lock as long as it is told", async () => {
    fake.plans(planOf([]));
    await planDeployment(scratch.workspace(), { lockTimeout: "10m" }, noProgress);
    expect(fake.calls()).toContainEqual(expect.stringContaining("-lock-timeout=10m"));
  });
});

describe("JSON that Terraform must not be run on", () => {
  it("is refused with exit code 3, before Terraform runs", () => {
    const { stack, deployment } = scratch.workspace({ ...documentOf(), data: { external: { run: {} } } });
    expect(() => requireAcceptable(stack, deployment)).toThrow(
      expect.objectContaining({
        exitCode: 3,
        message: expect.stringContaining("data.external.run needs a provider other than"),
      }),
    );
    expect(fake.calls()).toEqual([]);
  });
});
