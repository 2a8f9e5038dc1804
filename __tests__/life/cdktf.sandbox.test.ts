import { join, resolve } from "node:path";
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
    expect(said).toContain("aws_rds_cluster.database would be destroyed and created anew; it holds data or keys");
    expect(said).toContain("AWS cannot change database_name in place");
    const planned = await estate.run("plan", "omnirapeutic-dev", "--sandbox", "--from", estate.synthesized);
    expect(planned.code).toBe(0);
  });
});
