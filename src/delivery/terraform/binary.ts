import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { paths } from "../paths";
import { run } from "../process";

/** Ephemeral resources and write-only attributes came with this version. */
const oldest = [1, 11] as const;

/** The terraform that estate runs: what ESTATE_TERRAFORM names, its own below `.estate/tools`, or the one on PATH. */
export function terraformCommand(): string {
  if (process.env.ESTATE_TERRAFORM) return process.env.ESTATE_TERRAFORM;
  const own = join(paths.toolsBin, "terraform");
  return existsSync(own) ? own : "terraform";
}

/**
 * The version of that terraform, such as `1.11.4`.
 * @throws Failure when it is missing or older than 1.11
 */
export async function terraformVersion(env: NodeJS.ProcessEnv): Promise<string> {
  const { code, stdout, stderr } = await run(terraformCommand(), ["version", "-json"], { env });
  const version = /"terraform_version":\s*"([^"]+)"/.exec(stdout)?.[1];
  if (code !== 0 || !version) {
    throw new Failure(`\`${terraformCommand()} version\` failed: ${(stderr || stdout).trim() || `exit code ${code}`}`, {
      fix: "Run `npx estate doctor`.",
    });
  }
  if (isOlder(version)) {
    throw new Failure(
      `Terraform ${version} is too old: ${oldest.join(".")} or newer keeps generated secrets out of the state.`,
      {
        fix: "Install a newer Terraform, then run `npx estate doctor`.",
      },
    );
  }
  return version;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < oldest[0] || (major === oldest[0] && minor < oldest[1]);
}
