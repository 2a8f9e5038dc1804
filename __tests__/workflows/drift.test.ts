import { runStep } from "./run-step";
import { job, onlyStep, workflow } from "./support";

const { steps, environment, strategy, needs } = job("drift.yml", "drift");
const step = onlyStep(steps, ({ run }) => run?.includes("estate drift") ?? false);

/** The step with an `estate drift` that ends with this code and, where it looked, writes a report. */
const drift = (code: number) =>
  runStep(
    step,
    { npx: `[[ ${code} == 1 ]] || echo report > drift.md\nexit ${code}` },
    { variables: { DEPLOYMENT: "itrack-staging" } },
  );

describe(".github/workflows/drift.yml", () => {
  it("runs every night, and when somebody asks", () => {
    expect(workflow("drift.yml").on).toEqual({ schedule: [{ cron: "17 4 * * *" }], workflow_dispatch: null });
  });

  it("looks at every deployment by itself, with a role that only reads", () => {
    const listed = onlyStep(job("drift.yml", "deployments").steps, ({ id }) => id === "list");
    const list = JSON.stringify([{ name: "itrack-staging", region: "us-east-1", account: "1", resources: 3 }]);
    expect(runStep(listed, { npx: `echo '${list}'` }).output).toBe(
      'matrix={"include":[{"deployment":"itrack-staging","region":"us-east-1"}]}\n',
    );
    expect({ environment, needs, matrix: strategy?.matrix }).toEqual({
      environment: "plan",
      needs: "deployments",
      matrix: "${{ fromJSON(needs.deployments.outputs.matrix) }}",
    });
  });

  it.each([
    ["nothing has drifted", 0, 0, "report\n"],
    ["no protection is lowered", 2, 0, "report\n"],
    ["protection is lowered", 4, 4, "report\n"],
    ["there is an error", 1, 1, ""],
  ])("when %s (%i), the job ends with %i, its report in the summary", (_what, found, code, summary) => {
    expect(drift(found)).toMatchObject({ code, summary });
  });

  it("says what lowers no protection as a warning", () => {
    expect(drift(2).said).toMatch(/^::warning::itrack-staging has drifted/);
    expect(drift(4).said).not.toContain("::warning::");
  });
});
