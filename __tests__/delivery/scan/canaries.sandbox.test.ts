import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Schemas } from "../../../src/delivery/hcl";
import { paths } from "../../../src/delivery/paths";
import { canaryDocuments, canaryStacks } from "../../../src/delivery/scan/canaries";
import { renderView } from "../../../src/delivery/scan/view";
import { terraformCommand } from "../../../src/delivery/terraform/binary";
import { run } from "../../../src/delivery/process";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "estate-validate-"))));
afterEach(() => rmSync(folder, { recursive: true }));

async function validate(file: string, text: string): Promise<unknown> {
  writeFileSync(join(folder, file), text);
  copyFileSync(paths.sandboxLock, join(folder, ".terraform.lock.hcl"));
  const env = { ...process.env, TF_CLI_CONFIG_FILE: paths.terraformConfig, CHECKPOINT_DISABLE: "1" };
  const init = await run(terraformCommand(), ["init", "-backend=false", "-input=false"], { cwd: folder, env });
  if (init.code !== 0) throw new Error(init.stderr);
  const { stdout } = await run(terraformCommand(), ["validate", "-json"], { cwd: folder, env });
  const { valid, diagnostics } = JSON.parse(stdout) as {
    valid: boolean;
    diagnostics: { severity: string; summary: string }[];
  };
  return { valid, errors: diagnostics.filter(({ severity }) => severity === "error").map(({ summary }) => summary) };
}

describe.each(["faulty", "fixed"] as const)("Terraform accepts the %s document", (side) => {
  const document = canaryDocuments()[side];
  it("as JSON", async () => {
    expect(await validate("cdk.tf.json", JSON.stringify(document))).toEqual({ valid: true, errors: [] });
  });
  it("as Checkov's view", async () => {
    const { text } = renderView("checkov", canaryStacks[side], document, Schemas.committed(), () => []);
    expect(await validate("main.tf", text)).toEqual({ valid: true, errors: [] });
  });
});
