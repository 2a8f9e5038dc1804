import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
    expect(failures(await runner.job("plan"))).toEqual([]);
    expect(runner.outputs).toEqual({ changes: "true", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
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
