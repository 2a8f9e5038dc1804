import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runbookPages } from "../../src/delivery/runbooks";
import { environments, omniPortalIn } from "../support/omni-portal";
import { commandsBySection } from "../support/runbook-commands";

it.each(environments)(
  "omni-portal-$environment declares how copies of its database are called before a change [000-runbook-db-snapshot-name]",
  ({ environment, inProduction }) => {
    const { output } = omniPortalIn(environment).json as { output: Record<string, { readonly value: unknown }> };
    expect(output.database_snapshot_prefix?.value).toBe(`${inProduction ? "prod" : environment}-snapshot`);
    expect(output.database_instance_identifier).toBeDefined();
  },
);

describe("the move to another region", () => {
  const root = resolve(__dirname, "../..");
  const folder = mkdtempSync(join(tmpdir(), "estate-region-loss-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("describes a deployment that synthesizes, there alone, with names that the lost region does not have", () => {
    for (const part of [
      "src",
      "bin",
      "locks",
      "adoption",
      "main.ts",
      "cdktf.json",
      "package.json",
      "package-lock.json",
    ]) {
      cpSync(join(root, part), join(folder, part), { recursive: true });
    }
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    const page = runbookPages()["omni-portal/region-loss.md"] ?? "";
    const script = commandsBySection(page)["omni-portal-production"] ?? "";
    const edits = script.split("\n").filter((line) => line.startsWith("perl "));
    expect(spawnSync("sh", ["-eu", "-c", edits.join("\n")], { cwd: folder, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: "",
    });
    const synth = [join(folder, "bin/estate.cjs"), "synth", "omni-portal-production", "--out", join(folder, "out")];
    expect(spawnSync(process.execPath, synth, { cwd: folder, encoding: "utf8" })).toMatchObject({
      status: 0,
      stderr: expect.not.stringContaining("Error"),
    });
    const stack = readFileSync(join(folder, "out/stacks/omni-portal-production/cdk.tf.json"), "utf8");
    const made = JSON.parse(stack) as {
      readonly provider: { readonly aws: readonly { readonly region: string }[] };
      readonly terraform: { readonly backend: { readonly s3: { readonly region: string; readonly bucket: string } } };
      readonly resource: { readonly aws_iam_role: Record<string, { readonly name: string }> };
    };
    expect(made.provider.aws.map(({ region }) => region)).toEqual(["us-west-2", "us-east-2"]);
    expect(made.terraform.backend.s3).toMatchObject({
      region: "us-west-2",
      bucket: "omni-portal-terraform-state-dr-production",
    });
    const before = omniPortalIn("production").json.resource as typeof made.resource;
    const names = (resource: typeof made.resource) => Object.values(resource.aws_iam_role).map(({ name }) => name);
    expect(names(made.resource)).toHaveLength(names(before).length);
    expect(names(made.resource).filter((name) => names(before).includes(name))).toEqual([]);
  });
});
