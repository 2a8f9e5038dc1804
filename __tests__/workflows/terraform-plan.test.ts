import { readFileSync } from "node:fs";
import path from "node:path";
import { deployments } from "../../src/config";
import { matrixOf } from "../../src/delivery/affected";
import { runStep, type StepRun } from "./run-step";
import { job, onlyStep, root, runs, using, workflow } from "./support";

const file = "terraform-plan.yml";
const synthesize = job(file, "synthesize");
const affected = job(file, "affected");
const plan = job(file, "plan");
const comment = job(file, "comment");

const planStep = (exitCode: number): StepRun =>
  runStep(
    onlyStep(plan.steps, (step) => step.name === "Plan"),
    { npx: `exit ${exitCode}` },
    { variables: { DEPLOYMENT: "omnirapeutic-dev" } },
  );

/** A stand-in for terraform that finds every stack valid but the one named `broken`. */
const validateStep = (stacks: readonly string[]): StepRun =>
  runStep(
    onlyStep(synthesize.steps, (step) => step.run?.includes("terraform") ?? false),
    { terraform: '[[ "$*" != *broken*validate ]]' },
    { folders: stacks.map((name) => `cdktf.out/stacks/${name}`) },
  );

describe(".github/workflows/terraform-plan.yml", () => {
  it("runs on pull requests to main and on nothing else [001-plan-workflow-file] [001-plan-workflow-trigger] [000-contrib-pipeline-on-pr] [003-contrib-ci-validates]", () => {
    expect(workflow(file).on).toEqual({ pull_request: { branches: ["main"] } });
  });

  it("fails on unformatted code before anything is planned [001-plan-workflow-format] [000-contrib-fmt] [003-pipeline-format]", () => {
    const checks = readFileSync(path.join(root, "scripts/check.mjs"), "utf8");
    expect(checks).toMatch(/format: \[bin\("prettier"\), "--check", "\."/);
    expect(runs(synthesize.steps)[0]).toBe("make check");
    expect(affected.needs).toBe("synthesize");
  });

  it("validates every synthesized stack with Terraform, and fails when one is invalid [001-plan-workflow-validate] [003-pipeline-terraform-validate]", () => {
    const valid = validateStep(["omnirapeutic-dev", "omnirapeutic-production"]);
    expect(valid).toMatchObject({
      code: 0,
      calls: ["omnirapeutic-dev", "omnirapeutic-production"].flatMap((name) => [
        `-chdir=cdktf.out/stacks/${name}/ init -backend=false -input=false`,
        `-chdir=cdktf.out/stacks/${name}/ validate`,
      ]),
    });
    expect(validateStep(["broken", "omnirapeutic-dev"]).code).toBe(1);
  });

  it("plans every deployment that differs from the target branch [001-plan-workflow-plan]", () => {
    const compared = runStep(
      onlyStep(affected.steps, (step) => step.run?.includes("estate affected") ?? false),
      { npx: "echo the matrix" },
    );
    expect(compared).toMatchObject({
      code: 0,
      calls: ["estate affected HEAD --from proposed --json"],
      output: "matrix=the matrix\n",
    });
    expect(affected.outputs).toEqual({ matrix: "${{ steps.affected.outputs.matrix }}" });
    expect(plan.strategy?.matrix).toBe("${{ fromJSON(needs.affected.outputs.matrix) }}");
    expect(planStep(0).calls).toEqual(["estate plan omnirapeutic-dev --from proposed"]);
  });

  it("fails when it cannot compare, and plans nothing then", () => {
    const step = onlyStep(affected.steps, ({ run }) => run?.includes("estate affected") ?? false);
    expect(runStep(step, { npx: "exit 1" })).toMatchObject({ code: 1, output: "" });
    expect(plan.needs).toBe("affected");
    expect(affected.needs).toBe("synthesize");
  });

  it("takes an empty matrix, which GitHub refuses, and says so in the comment", async () => {
    expect(plan.if).toContain(`needs.affected.outputs.matrix != '${JSON.stringify(matrixOf([], deployments))}'`);
    expect(comment.needs).toEqual(["affected", "plan"]);
    const { script } = onlyStep(comment.steps, using("actions/github-script")).with ?? {};
    expect((await commentWith(String(script), [], "skipped")).body).toContain("No deployment's Terraform JSON changes");
  });

  it.each([
    ["nothing to do", 0, 0],
    ["changes", 2, 0],
    ["an error", 1, 1],
    ["a blocked plan", 3, 3],
  ])("ends the job on %s (%i) with %i", (_what, planned, ended) => {
    expect(planStep(planned).code).toBe(ended);
  });

  it("combines the reviews, and expects one of every deployment of the matrix", () => {
    const step = onlyStep(comment.steps, ({ run }) => run?.includes("estate review") ?? false);
    expect(step.env).toEqual({ MATRIX: "${{ needs.affected.outputs.matrix }}" });
    const calls = (names: readonly string[]) =>
      runStep(step, { npx: "" }, { variables: { MATRIX: JSON.stringify(matrixOf(names, deployments)) } }).calls;
    const wanted = (names: string) => [`estate review reviews --expect ${names} --limit 65000`];
    expect(calls(["omnirapeutic-dev", "itrack-staging"])).toEqual(wanted("omnirapeutic-dev,itrack-staging"));
    expect(calls([])).toEqual(wanted(""));
  });

  it("writes the reviews as one comment, and keeps that comment up to date [001-plan-workflow-comment]", async () => {
    const { script } = onlyStep(comment.steps, using("actions/github-script")).with ?? {};
    const written = await commentWith(String(script), [
      { id: 7, body: "<!-- terraform-plan -->\nold", user: { type: "Bot" } },
    ]);
    expect(written).toMatchObject({ updated: 7 });
    expect(written.body).toContain("the review of omnirapeutic-dev");
    expect(await commentWith(String(script), [])).toMatchObject({ updated: undefined });
  });

  it("leaves alone a comment that a person wrote to look like its own", async () => {
    const { script } = onlyStep(comment.steps, using("actions/github-script")).with ?? {};
    const imitation = { id: 8, body: "<!-- terraform-plan -->", user: { type: "User" } };
    expect((await commentWith(String(script), [imitation])).updated).toBeUndefined();
  });

  it("says in the comment that a plan failed, and fails for it", async () => {
    const { script } = onlyStep(comment.steps, using("actions/github-script")).with ?? {};
    expect((await commentWith(String(script), [], "failure")).body).toContain("At least one plan failed or is blocked");
    expect(plan.steps.some((step) => "continue-on-error" in step)).toBe(false);
  });
});

describe("what a pull request's code may touch", () => {
  it.each([
    ["its code", synthesize],
    ["its JSON, compared by the target branch's code,", affected],
  ])("%s runs without a role, an environment or a write permission", (_what, without) => {
    expect({ ...without, steps: undefined }).toMatchObject({ permissions: { contents: "read" } });
    expect(without.environment).toBeUndefined();
    expect(JSON.stringify(without)).not.toContain("secrets.");
  });

  it("is never checked out where credentials are: those jobs take the target branch, or no code at all", () => {
    for (const { steps } of [affected, plan, comment]) {
      expect(onlyStep(steps, using("actions/checkout")).with?.ref).toBe("${{ github.event.pull_request.base.sha }}");
    }
  });

  it("hands over Terraform JSON and waivers, and nothing that could run or choose a provider", () => {
    const gather = onlyStep(synthesize.steps, ({ run }) => run?.includes("proposed/waivers") ?? false);
    const project = [
      "mkdir -p cdktf.out/stacks/a/.terraform adoption/waivers adoption/moves",
      "touch cdktf.out/stacks/a/{cdk.tf.json,.terraform.lock.hcl,more.tf} adoption/waivers/a.json adoption/moves/a.json",
    ];
    const found = (before: readonly string[]) =>
      runStep({ run: [...before, gather.run, "find proposed -type f | sort"].join("\n") }, {});
    const { code, said } = found(project);
    expect(code).toBe(0);
    const always = ["proposed/stacks/a/cdk.tf.json", "proposed/waivers/gathered"];
    expect(said.trim().split("\n")).toEqual([always[0], "proposed/waivers/a.json", always[1]]);
    expect(
      found([...project, "rm -r adoption/waivers"])
        .said.trim()
        .split("\n"),
    ).toEqual(always);
    expect(onlyStep(synthesize.steps, using("actions/upload-artifact")).with).toMatchObject({ path: "proposed" });
    for (const { steps } of [affected, plan]) {
      const download = onlyStep(steps, using("actions/download-artifact"));
      expect(download.with).toEqual({ name: "proposed", path: "proposed" });
    }
  });

  it("gets no plan at all when it comes from a fork", () => {
    const ours = "github.event.pull_request.head.repo.full_name == github.repository";
    expect(affected.if).toBe(ours);
    expect(plan.if?.startsWith(`${ours} && `)).toBe(true);
  });

  it("is planned by the role of the environment `review`, never by one that deploys", () => {
    expect(plan.environment).toBe("review");
  });

  it("publishes the redacted review with the plan's facts, and never the plan", () => {
    const upload = onlyStep(plan.steps, using("actions/upload-artifact"));
    const files = String(upload.with?.path).trim().split("\n");
    expect(files.map((file) => path.basename(file))).toEqual(["review.json", "plan.meta.json"]);
    expect(new Set(files.map((file) => path.dirname(file)))).toEqual(
      new Set([".estate/plans/aws/${{ matrix.deployment }}"]),
    );
  });
});

interface Comment {
  readonly id: number;
  readonly body: string;
  readonly user: { readonly type: string };
}

/** Runs the comment step's script with a stand-in for GitHub's API and one downloaded review. */
async function commentWith(
  script: string,
  existing: readonly Comment[],
  result = "success",
): Promise<{ body?: string; updated?: number }> {
  const written: { body?: string; updated?: number } = {};
  const write = (given: { body: string; comment_id?: number }): void => {
    written.body = given.body;
    written.updated = given.comment_id;
  };
  const github = {
    paginate: () => Promise.resolve(existing),
    rest: { issues: { listComments: {}, updateComment: write, createComment: write } },
  };
  const context = {
    repo: { owner: "o", repo: "r" },
    serverUrl: "https://example.com",
    runId: 1,
    payload: { pull_request: { number: 5 } },
  };
  const files = { readFileSync: () => "the review of omnirapeutic-dev" };
  const body = new Function("github", "context", "require", "process", `return (async () => {${script}})();`);
  await (body(github, context, () => files, { env: { RESULT: result } }) as Promise<void>);
  return written;
}
