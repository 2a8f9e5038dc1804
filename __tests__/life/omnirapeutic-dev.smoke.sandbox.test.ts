import { findDeployment } from "../../src/config";
import { awsClients } from "../../src/delivery/aws/clients";
import { bringUp, sandboxEnvironment, type Life } from "../support/life";

/** The quick proof that everything works together; the full lives are in omnirapeutic.sandbox.test.ts. */
describe("omnirapeutic-dev on the embedded AWS", () => {
  let life: Life;
  beforeAll(async () => (life = await bringUp("omnirapeutic-dev")));
  afterAll(() => life?.estate.dispose());

  it("plans everything as new and says so with exit code 2", () => {
    expect({ code: life.firstPlan.code, stderr: life.firstPlan.code === 2 ? "" : life.firstPlan.stderr }).toEqual({
      code: 2,
      stderr: "",
    });
  });

  it("deploys the saved plan", () => {
    expect({ ...life.deploy, code: 0 }).toEqual(life.deploy);
  });

  it("passes every verification", () => {
    expect({ ...life.verify, code: 0 }).toEqual(life.verify);
  });

  it("has nothing left to change: the second plan is empty", () => {
    expect({ ...life.secondPlan, code: 0 }).toEqual(life.secondPlan);
  });

  it("is valid and has not drifted [003-make-validate]", async () => {
    const validated = await validate();
    expect({ ...validated, code: 0, stdout: "" }).toEqual(validated);
  });

  it("tells by exit code 2 what somebody changed past Terraform, and nothing else [003-make-validate]", async () => {
    const { ESTATE_SANDBOX: endpoint = "" } = await sandboxEnvironment(life.estate);
    const { logs } = awsClients({ kind: "sandbox", endpoint }, findDeployment("omnirapeutic-dev").region);
    await logs.putRetentionPolicy({ logGroupName: "/ecs/omnirapeutic-dev/api", retentionInDays: 30 });
    const { code, stdout } = await validate();
    expect(code).toBe(2);
    expect(stdout.split("\n")).toEqual([
      "changed  aws_cloudwatch_log_group.api_task_logs  (api/task/logs): AUDIT OFF",
      "    retention_in_days: 365 -> 30",
      expect.stringContaining("the log is kept for fewer days: 164.316(b)(2)(i)"),
      "",
    ]);
  });

  const validate = () =>
    life.estate.run("validate", "omnirapeutic-dev", "--sandbox", "--from", life.estate.synthesized);
});
