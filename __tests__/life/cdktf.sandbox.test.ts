import { appendFileSync, copyFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { DeploymentRecord } from "../../src/delivery/records";
import type { Block } from "../../src/delivery/synth";
import { Estate, run, type Finished } from "../support/estate";
import { editSynthesized, sandboxEnvironment } from "../support/life";

/** People who know CDKTF keep their commands: only the environment of `estate sandbox env` is added. */
describe("cdktf-cli", () => {
  const estate = new Estate();
  const root = resolve(__dirname, "../..");
  const cdktf = async (...args: string[]): Promise<Finished> => {
    const env = { ...estate.environment(), ...(await sandboxEnvironment(estate)), CI: "1" };
    return run(join(root, "node_modules/.bin/cdktf"), [...args, "--output", estate.synthesized], env);
  };
  beforeAll(async () => {
    await estate.succeed("sandbox", "up");
    await estate.succeed("backend", "setup", "omnirapeutic-dev", "--sandbox");
  });
  afterAll(() => estate.dispose());

  it("synthesizes every stack", async () => {
    const { code, stdout } = await cdktf("synth");
    expect(code).toBe(0);
    for (const name of ["dev", "staging", "production"]) expect(stdout).toContain(`omnirapeutic-${name}`);
  });

  it("deploys a stack through our gate, with its outputs", async () => {
    const { code, stdout, stderr } = await cdktf("deploy", "omnirapeutic-dev", "--auto-approve");
    expect({ code, stderr: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toContain("aurora_database_name = omnirapeutic");
  });

  it("is what `estate plan` finds in place afterwards", async () => {
    const { code, stdout, stderr } = await estate.run(
      "plan",
      "omnirapeutic-dev",
      "--sandbox",
      "--from",
      estate.synthesized,
    );
    expect({ code, said: code === 0 ? "" : stdout + stderr }).toEqual({ code: 0, said: "" });
  });

  it("is refused, in the reviewer's words, to replace the database", async () => {
    const undo = editSynthesized({ estate, deployment: "omnirapeutic-dev" }, ({ resource }) => {
      resource.aws_rds_cluster.database.database_name = "another";
    });
    const { code, stdout, stderr } = await cdktf("deploy", "omnirapeutic-dev", "--auto-approve", "--skip-synth");
    undo();
    expect(code).not.toBe(0);
    const said = `${stdout}${stderr}`.replaceAll(/\s+/g, " ");
    // cdktf-cli puts the construct's path behind an address.
    expect(said).toMatch(
      /aws_rds_cluster\.database (\(\S+\) )?would be destroyed and created anew; it holds data or keys/,
    );
    expect(said).toContain("AWS cannot change database_name in place");
    const planned = await estate.run("plan", "omnirapeutic-dev", "--sandbox", "--from", estate.synthesized);
    expect(planned.code).toBe(0);
  });

  describe("a change that was reviewed", () => {
    const deployment = "omnirapeutic-dev";
    const here = [deployment, "--sandbox", "--from", estate.synthesized];
    const reviewed = join(estate.home, "reviewed.json");
    const retain = (retention_in_days: number): void => {
      editSynthesized({ estate, deployment }, ({ resource }) => {
        const groups = (resource as Block).aws_cloudwatch_log_group as Block;
        Object.assign(groups.api_task_logs as Block, { retention_in_days });
      });
    };
    const records = async (): Promise<DeploymentRecord[]> =>
      JSON.parse((await estate.succeed("history", deployment, "--sandbox", "--json")).stdout) as DeploymentRecord[];

    it("is applied without asking when the plan made anew does the same, and is checked and recorded", async () => {
      retain(400);
      expect((await estate.run("plan", ...here)).code).toBe(2);
      copyFileSync(join(estate.home, "plans/sandbox", deployment, "plan.meta.json"), reviewed);
      const { code, stderr } = await estate.run("deploy", ...here, "--reviewed", reviewed);
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
      expect(stderr).toMatch(
        /is deployed: 1 to update, in \d+ s\.\n {2}verify +\d+ passed, 0 failed.*\n {2}plan again +no changes\n/,
      );
      const [now, before] = await records();
      expect(now).toMatchObject({ outcome: "applied", counts: { update: 1 } });
      expect(now!.checks).toMatchObject({ failed: [], planAgain: "no changes" });
      expect(before).toMatchObject({ deployment, outcome: "applied" }); // by cdktf-cli: nothing was checked
      expect(before!.counts.create).toBeGreaterThan(300);
      expect(before!.checks).toBeUndefined();
    });

    it("asks again when it does something else now, changes nothing until then, and says what", async () => {
      retain(545);
      const { code, stderr } = await estate.run("deploy", ...here, "--reviewed", reviewed);
      expect(code).toBe(1);
      expect(stderr).toContain(
        "aws_cloudwatch_log_group.api_task_logs would change otherwise than in the reviewed plan",
      );
      expect(stderr).toContain("nobody is at the terminal");
      expect(await records()).toHaveLength(2);
    });

    it("is not applied when the saved plan is another file than the reviewed one", async () => {
      expect((await estate.run("plan", ...here)).code).toBe(2);
      appendFileSync(join(estate.home, "plans/sandbox", deployment, "plan.tfplan"), "x");
      const { code, stderr } = await estate.run("deploy", ...here);
      expect(code).toBe(1);
      expect(stderr).toContain("is not the file that was reviewed");
    });
  });
});
