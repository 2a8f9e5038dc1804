import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { deployments } from "../../src/config";
import { paths } from "../../src/delivery/paths";

const run = promisify(execFile);
const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "estate-validate-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Real Terraform with the providers found on this machine; no backend, no account. */
async function terraform(stack: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, TF_CLI_CONFIG_FILE: paths.terraformConfig, CHECKPOINT_DISABLE: "1" };
  const { stdout } = await run("terraform", [`-chdir=${join(folder, "stacks", stack)}`, ...args], { env });
  return stdout;
}

describe("Terraform", () => {
  beforeAll(() =>
    run(process.execPath, [join(root, "bin/synth.cjs")], { env: { ...process.env, CDKTF_OUTDIR: folder } }),
  );

  it.each(deployments.map(({ name }) => name))(
    "finds %s valid, without a warning [000-contrib-validate]",
    async (stack) => {
      // A random provider that was built on this machine has another checksum than the published one.
      cpSync(paths.sandboxLock, join(folder, "stacks", stack, ".terraform.lock.hcl"));
      await terraform(stack, "init", "-backend=false", "-input=false");
      const { valid, diagnostics } = JSON.parse(await terraform(stack, "validate", "-json")) as {
        valid: boolean;
        diagnostics: { summary: string }[];
      };
      expect(diagnostics.map(({ summary }) => summary)).toEqual([]);
      expect(valid).toBe(true);
    },
    180_000, // the provider takes its time to start on a busy machine
  );
});
