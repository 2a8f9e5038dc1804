import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { deployments } from "../../src/config";
import { matrixOf } from "../../src/delivery/affected";
import { job, onlyStep, root, runs, using, workflow, type Step } from "./support";

const file = "terraform-plan.yml";
const synthesize = job(file, "synthesize");
const affected = job(file, "affected");
const plan = job(file, "plan");
const comment = job(file, "comment");

/** Runs a step as the runner does (bash -e) in an empty folder, with a stand-in that records the calls of one program. */
function runStep(step: Step, program: string, body: string, folders: readonly string[] = []): StepRun {
  const cwd = mkdtempSync(path.join(tmpdir(), "step-"));
  try {
    for (const folder of ["bin", ...folders]) mkdirSync(path.join(cwd, folder), { recursive: true });
    writeFileSync(path.join(cwd, "bin", program), `#!/usr/bin/env bash\necho "$*"\n${body}\n`);
    chmodSync(path.join(cwd, "bin", program), 0o700);
    const env = { ...process.env, PATH: `${cwd}/bin:${process.env.PATH}`, DEPLOYMENT: "omnirapeutic-dev" };
    const output = path.join(cwd, "output");
    writeFileSync(output, "");
    const ended = spawnSync("bash", ["-e", "-c", step.run ?? ""], {
      cwd,
      encoding: "utf8",
      env: { ...env, GITHUB_OUTPUT: output },
    });
    return { code: ended.status, calls: ended.stdout.trim().split("\n"), output: readFileSync(output, "utf8") };
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

interface StepRun {
  readonly code: number | null;
  readonly calls: readonly string[];
  /** What the step handed on to other steps and jobs. */
  readonly output: string;
}

const planStep = (exitCode: number): StepRun =>
  runStep(
    onlyStep(plan.steps, (step) => step.name === "Plan"),
    "npx",
    `exit ${exitCode}`,
  );

/** A stand-in for terraform that finds every stack valid but the one named `broken`. */
const validateStep = (stacks: readonly string[]): StepRun =>
  runStep(
    onlyStep(synthesize.steps, (step) => step.run?.includes("terraform") ?? false),
    "terraform",
    '[[ "$*" != *broken*validate ]]',
    stacks.map((name) => `cdktf.out/stacks/${name}`),
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
      "npx",
      "",
    );
    expect(compared).toMatchObject({ code: 0, output: "matrix=estate affected HEAD --from proposed --json\n" });
    expect(affected.outputs).toEqual({ matrix: "${{ steps.affected.outputs.matrix }}" });
    expect(plan.strategy?.matrix).toBe("${{ fromJSON(needs.affected.outputs.matrix) }}");
    expect(planStep(0).calls).toEqual(["estate plan omnirapeutic-dev --from proposed"]);
  });

  it("fails when it cannot compare, and plans nothing then", () => {
    const step = onlyStep(affected.steps, ({ run }) => run?.includes("estate affected") ?? false);
    expect(runStep(step, "npx", "exit 1")).toMatchObject({ code: 1, output: "" });
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
    for (const { steps } of [affected, plan]) {
      expect(onlyStep(steps, using("actions/checkout")).with?.ref).toBe("${{ github.event.pull_request.base.sha }}");
    }
    expect(comment.steps.filter(using("actions/checkout"))).toEqual([]);
  });

  it("hands over Terraform JSON and nothing that could run or choose a provider", () => {
    expect(onlyStep(synthesize.steps, using("actions/upload-artifact")).with?.path).toBe(
      "cdktf.out/stacks/*/cdk.tf.json",
    );
    for (const { steps } of [affected, plan]) {
      const download = onlyStep(steps, using("actions/download-artifact"));
      expect(download.with).toEqual({ name: "synthesized", path: "proposed/stacks" });
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

  it("publishes the redacted review and never the plan", () => {
    const upload = onlyStep(plan.steps, using("actions/upload-artifact"));
    expect(upload.with?.path).toBe(".estate/plans/aws/${{ matrix.deployment }}/review.md");
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
  const files = {
    existsSync: () => true,
    readdirSync: () => ["review-omnirapeutic-dev"],
    readFileSync: () => "the review of omnirapeutic-dev",
  };
  const body = new Function("github", "context", "require", "process", `return (async () => {${script}})();`);
  await (body(github, context, () => files, { env: { RESULT: result } }) as Promise<void>);
  return written;
}
