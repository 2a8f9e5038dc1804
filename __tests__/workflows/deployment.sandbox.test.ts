import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { Estate, run, type Finished } from "../support/estate";
import { sandboxEnvironment } from "../support/life";
import { job, root, type Step } from "./support";

/** Runs the commands of deployment.yml as its runner would, against the embedded AWS in place of the account. */
class Runner {
  readonly estate = new Estate();
  readonly outputs: Record<string, string> = {};
  private readonly plans = path.join(this.estate.home, "plans/sandbox");
  private readonly outputFile = path.join(this.estate.home, "github-output");
  private readonly artifact = path.join(this.estate.home, "artifact");

  constructor(private readonly deployment: string) {}

  /** Every `run` step whose condition holds; stops at the first that fails. */
  async job(name: string): Promise<Finished[]> {
    const finished: Finished[] = [];
    for (const step of job("deployment.yml", name).steps) {
      if (!step.run || !this.wants(step)) continue;
      writeFileSync(this.outputFile, "");
      finished.push(await run("bash", ["-e", "-o", "pipefail", "-c", step.run], await this.environment()));
      for (const line of readFileSync(this.outputFile, "utf8").trim().split("\n")) this.keep(line);
      if (finished.at(-1)?.code !== 0) break;
    }
    return finished;
  }

  /** What the pull request's job plans and hands over; `gh` fetches it from there. */
  async pullRequest(): Promise<void> {
    await this.estate.run("plan", this.deployment, "--sandbox");
    mkdirSync(path.join(this.estate.home, "bin"));
    mkdirSync(this.artifact);
    renameSync(path.join(this.plans, this.deployment, "plan.meta.json"), path.join(this.artifact, "plan.meta.json"));
    const gh = path.join(this.estate.home, "bin/gh");
    const answers = `case "$1 $2" in api*) echo c0ffee ;; "run list") echo 7 ;; *) cp -r '${this.artifact}' "\${@: -1}" ;; esac`;
    writeFileSync(gh, `#!/usr/bin/env bash\n${answers}\n`, { mode: 0o700 });
  }

  private wants(step: Step): boolean {
    if (step.if === "steps.plan.outputs.changes == 'true'") return this.outputs.changes === "true";
    return step.if !== "failure() || cancelled()";
  }

  /** Another runner takes over: what the job before left on disk is gone. */
  newMachine(): void {
    rmSync(this.plans, { recursive: true });
  }

  private keep(line: string): void {
    const [name, value] = line.split("=");
    if (name && value) this.outputs[name] = value;
  }

  private async environment(): Promise<NodeJS.ProcessEnv> {
    mkdirSync(this.plans, { recursive: true });
    return {
      ...this.estate.environment(),
      ...(await sandboxEnvironment(this.estate)),
      DEPLOYMENT: this.deployment,
      DIGEST: this.outputs.digest,
      PLANS: this.plans,
      PATH: `${path.join(this.estate.home, "bin")}:${process.env.PATH}`,
      RUNNER_TEMP: this.estate.home,
      GITHUB_REPOSITORY: "o/r",
      GITHUB_SHA: "5ba",
      GITHUB_RUN_ID: "42",
      GITHUB_OUTPUT: this.outputFile,
      GITHUB_STEP_SUMMARY: path.join(this.estate.home, "summary.md"),
    };
  }
}

describe("the commands of deployment.yml, one after the other", () => {
  const runner = new Runner("omnirapeutic-staging");
  beforeAll(async () => {
    await runner.estate.succeed("sandbox", "up");
    await runner.estate.succeed("backend", "setup", "omnirapeutic-staging", "--sandbox");
  });
  afterAll(async () => {
    rmSync(path.join(root, "outputs.json"), { force: true });
    await runner.estate.dispose();
  });

  it("plan and store, then on another machine fetch, deploy, verify and write the outputs [001-ci-functional]", async () => {
    const failures = (steps: Finished[]): Finished[] => steps.filter(({ code }) => code !== 0);
    await runner.pullRequest();
    expect(failures(await runner.job("plan"))).toEqual([]);
    expect(runner.outputs).toEqual({
      changes: "true",
      as_reviewed: "true", // the same three hundred resources, planned twice
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    runner.newMachine();
    expect(failures(await runner.job("apply"))).toEqual([]);
    const outputs = JSON.parse(readFileSync(path.join(root, "outputs.json"), "utf8")) as Record<string, unknown>;
    expect(outputs).toMatchObject({ vpc_id: expect.stringMatching(/^vpc-/), aurora_database_name: "omnirapeutic" });
    expect(outputs.aurora_cluster_endpoint).not.toContain("rds.amazonaws.com");
  });

  it("ask for no approval when nothing changed since", async () => {
    await runner.job("plan");
    expect(runner.outputs.changes).toBe("false");
  });
});
