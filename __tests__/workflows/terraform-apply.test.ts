import { deployments } from "../../src/config";
import { job, onlyStep, runs, using, workflow } from "./support";

const plan = job("deployment.yml", "plan");
const apply = job("deployment.yml", "apply");
const again = job("deployment.yml", "again");
const callers = workflow("terraform-apply.yml").jobs;

describe(".github/workflows/terraform-apply.yml", () => {
  it("runs on a push to main and on nothing else [001-apply-workflow-file] [001-apply-workflow-trigger] [003-push-main-deploys]", () => {
    expect(workflow("terraform-apply.yml").on).toEqual({ push: { branches: ["main"] } });
  });

  it("takes a change through every deployment, each after the one before it succeeded [003-ci-multi-environment] [003-ci-deploy]", () => {
    expect(Object.values(callers).map((caller) => caller.with?.deployment)).toEqual(
      deployments.map(({ name }) => name),
    );
    expect(Object.values(callers).map((caller) => caller.needs)).toEqual([
      ...[undefined, "dev", "staging"],
      ...[undefined, "omni-portal-dev", "omni-portal-staging"],
      ...[undefined, "itrack-staging"],
    ]);
  });

  it("copies a production's database, where the deployment declares it, before it applies anything [000-runbook-db-snapshot-name]", () => {
    const copy = onlyStep(apply.steps, (step) => step.run?.includes("estate db snapshot") ?? false);
    expect(copy.run).toBe('npx estate db snapshot "$DEPLOYMENT" --if-declared');
    expect(copy.if).toBe("inputs.environment == 'production'");
    const deploy = apply.steps.findIndex((step) => step.run?.includes("estate deploy"));
    expect(apply.steps.indexOf(copy)).toBeLessThan(deploy);
  });

  it.each(["production", "omni-portal-production", "itrack-production"])(
    "applies %s only under the GitHub environment `production`, where reviewers approve [001-apply-workflow-environment] [001-apply-workflow-approval] [003-stage-deploy-production]",
    (name) => {
      expect(callers[name]?.uses).toBe("./.github/workflows/deployment.yml");
      expect(callers[name]?.with).toMatchObject({ environment: "production" });
      expect(apply.environment).toBe("${{ inputs.environment }}");
      const deploying = [...plan.steps, ...apply.steps].filter((step) => step.run?.includes("estate deploy"));
      expect(deploying).toEqual([onlyStep(apply.steps, (step) => step.run?.includes("estate deploy") ?? false)]);
    },
  );

  it("grants the called jobs what they ask for: the token, the code, and the pull request's review", () => {
    const wanted = { actions: "read", contents: "read", "id-token": "write", "pull-requests": "read" };
    expect(plan.permissions).toEqual(wanted);
    for (const caller of Object.values(callers)) expect(caller.permissions).toEqual(wanted);
  });

  it("gives every deployment the environment of its own", () => {
    const environments = Object.values(callers).map((caller) => caller.with?.environment);
    expect(environments).toEqual(deployments.map(({ environment }) => environment));
  });

  it("hands no secret on but the one that the called jobs read, by its name", () => {
    for (const caller of Object.values(callers)) {
      expect(caller.secrets).toEqual({ AWS_ROLE_ARN: "${{ secrets.AWS_ROLE_ARN }}" });
    }
  });

  it("applies the plan that was made before the approval: fetched by its digest, never planned anew [001-ci-plan-before-apply]", () => {
    const commands = runs(apply.steps);
    const fetch = commands.indexOf('scripts/ci-store.sh get-plan "$DEPLOYMENT" "$DIGEST"');
    expect(fetch).toBeGreaterThan(-1);
    expect(commands[fetch + 1]).toBe('npx estate deploy "$DEPLOYMENT"');
    expect(commands.join("\n")).not.toContain("estate plan");
    expect(onlyStep(apply.steps, (step) => step.run === commands[fetch]).env).toEqual({
      DIGEST: "${{ needs.plan.outputs.digest }}",
    });
  });

  it("asks for no approval when there is nothing to apply", () => {
    for (const { if: condition } of [again, apply]) expect(condition).toContain("needs.plan.outputs.changes == 'true'");
  });

  it("asks again, in an environment without a role, when the plan is not what the pull request's reviewers saw", () => {
    const compare = onlyStep(plan.steps, (step) => step.run?.includes("ci-reviewed") ?? false);
    expect(compare).toMatchObject({ id: "reviewed", run: 'scripts/ci-reviewed.sh "$DEPLOYMENT"' });
    expect(plan.outputs?.as_reviewed).toBe("${{ steps.reviewed.outputs.as_reviewed }}");
    expect(again.if).toContain("needs.plan.outputs.as_reviewed != 'true'");
    expect(again).toMatchObject({ environment: "unreviewed", permissions: {}, needs: "plan" });
    expect(apply.needs).toEqual(["plan", "again"]);
  });

  it.each([
    ["it is what was reviewed", { as_reviewed: "true", again: "skipped" }, true],
    ["somebody approved it again", { as_reviewed: "false", again: "success" }, true],
    ["somebody refused it", { as_reviewed: "false", again: "failure" }, false],
    ["nobody was asked", { as_reviewed: "false", again: "skipped" }, false],
    ["it could not be stored", { as_reviewed: "true", again: "skipped", result: "failure" }, false],
    ["the run was cancelled", { as_reviewed: "true", again: "skipped", cancelled: true }, false],
  ])("decides on the apply: %s", (_what, { as_reviewed, again: result, ...rest }, applies) => {
    const needs = {
      plan: { result: "success", outputs: { changes: "true", as_reviewed }, ...rest },
      again: { result },
    };
    // GitHub's expressions of these operators are JavaScript's.
    const decide = new Function("needs", "cancelled", `return ${apply.if};`) as (...facts: unknown[]) => boolean;
    expect(decide(needs, () => "cancelled" in rest)).toBe(applies);
  });

  it("verifies what it applied, then saves the outputs as an artifact [001-apply-workflow-artifacts]", () => {
    const commands = runs(apply.steps);
    expect(commands.slice(-2)).toEqual([
      'npx estate verify "$DEPLOYMENT"',
      'npx estate outputs "$DEPLOYMENT" --json > outputs.json',
    ]);
    expect(onlyStep(apply.steps, using("actions/upload-artifact")).with).toMatchObject({
      path: "outputs.json",
      "if-no-files-found": "error",
    });
  });

  it("publishes neither plan nor state: both may hold secrets", () => {
    expect(plan.steps.filter(using("actions/upload-artifact"))).toEqual([]);
    expect(apply.steps.filter(using("actions/upload-artifact"))).toHaveLength(1);
  });

  it("keeps a state that could not be saved, whenever the apply fails or is cancelled", () => {
    const keep = onlyStep(apply.steps, (step) => step.run?.includes("put-errored-state") ?? false);
    expect(keep.if).toBe("failure() || cancelled()");
    expect(apply.steps.indexOf(keep)).toBe(apply.steps.findIndex((step) => step.run?.includes("estate deploy")) + 1);
  });

  it("runs once at a time for each deployment and is never cancelled by a newer push", () => {
    expect(workflow("deployment.yml").concurrency).toEqual({
      group: "deployment-${{ inputs.deployment }}",
      "cancel-in-progress": false,
    });
    expect(workflow("terraform-apply.yml").concurrency).toBeUndefined();
  });
});
