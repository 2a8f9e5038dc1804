import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runbookPages } from "../../src/delivery/runbooks";
import { environments, omniPortalIn } from "../support/omni-portal";
import { commandsBySection, editedFiles, runScript } from "../support/runbook-commands";

/** Options whose values are names of this estate, wherever they are not variables. */
const NAMES =
  /^--(cluster|service-name|services|container|names|name|secret-id|backup-vault-name|replication-group-id|source-identifier)$/;
/** Made by the runbooks themselves. */
const OWN = /^omni-portal-restored$|-damaged|^omni-portal\/dr\/|^available$/;

describe.each(environments)("the runbooks of omni-portal-$environment", ({ environment }) => {
  const deployment = `omni-portal-${environment}`;
  const runs = Object.values(runbookPages()).flatMap((page) => {
    const script = commandsBySection(page)[deployment];
    return script === undefined ? [] : [runScript(script, editedFiles)];
  });
  const estate = runs.flatMap(({ npx }) => npx).filter(([program]) => program === "estate");
  const aws = runs.flatMap((run) => run.aws);
  const { json } = omniPortalIn(environment);
  const text = JSON.stringify(json);

  it("read only outputs that the deployment has", () => {
    const read = estate.filter(([, command]) => command === "outputs").map(([, , , name = ""]) => name);
    const outputs = json.output as Record<string, { readonly value: unknown }>;
    const missing = read.filter((path) => {
      const [name = "", key] = path.split(".");
      const value = outputs[name]?.value;
      return value === undefined || (key !== undefined && !(key in (value as object)));
    });
    expect(read.length).toBeGreaterThan(5);
    expect(missing).toEqual([]);
  });

  it("change the state at addresses that the deployment has", () => {
    const addresses = estate.flatMap((words) => words.filter((word) => /^aws_\w+\.\w+$/.test(word)));
    const resources = json.resource as Record<string, Record<string, unknown>>;
    const missing = addresses.filter((address) => {
      const [type = "", id = ""] = address.split(".");
      return resources[type]?.[id] === undefined;
    });
    expect(new Set(addresses).size).toBeGreaterThan(1);
    expect(missing).toEqual([]);
  });

  it("name only what the deployment makes", () => {
    const named = aws.flatMap((words) =>
      words.filter((word, index) => NAMES.test(words[index - 1] ?? "") && !OWN.test(word)),
    );
    const groups = aws
      .filter(([service, command]) => service === "logs" && command === "tail")
      .map(([, , name = ""]) => name);
    const instances = aws.flatMap((words) =>
      words.filter((word, index) => words[index - 1] === "--db-instance-identifier" && !OWN.test(word)),
    );
    const wanted = [...new Set([...named, ...groups, ...instances])];
    expect(wanted.length).toBeGreaterThan(3);
    expect(wanted.filter((name) => !text.includes(`"${name}"`))).toEqual([]);
  });

  it("come as the role that may open shells", () => {
    const roles = aws.filter((words) => words.includes("role_arn")).map((words) => words[3]?.split("/")[1]);
    const made = json.resource as { readonly aws_iam_role: Record<string, { readonly name: string }> };
    expect(roles).toHaveLength(1);
    expect(Object.values(made.aws_iam_role).map(({ name }) => name)).toEqual(expect.arrayContaining(roles));
  });
});

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
