import { findDeployment } from "../../src/config";
import { awsClients } from "../../src/delivery/aws/clients";
import { expectEnd } from "../support/estate";
import { bringUp, sandboxEnvironment, type Life } from "../support/life";

/** The quick proof that everything works together; the full lives are in omnirapeutic.sandbox.test.ts. */
describe("omnirapeutic-dev on the embedded AWS", () => {
  let life: Life;
  beforeAll(async () => (life = await bringUp("omnirapeutic-dev")));
  afterAll(() => life?.estate.dispose());

  it("plans everything as new and says so with exit code 2", () => {
    expectEnd(life.firstPlan, 2);
  });

  it("deploys the saved plan", () => {
    expectEnd(life.deploy, 0);
  });

  it("passes every verification", () => {
    expectEnd(life.verify, 0);
  });

  it("has nothing left to change: the second plan is empty", () => {
    expectEnd(life.secondPlan, 0);
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
