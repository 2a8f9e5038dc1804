import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { paths } from "./paths.mjs";
import { attempt } from "./programs.mjs";

const LOCK = ".terraform.lock.hcl";

/** Gives up on a registry that does not answer, instead of Terraform's minute of retries. */
const impatience = { TF_REGISTRY_DISCOVERY_RETRY: "0", TF_REGISTRY_CLIENT_TIMEOUT: "5" };

/**
 * Runs `terraform init` on these providers in a folder of its own.
 * @param config Terraform CLI configuration to use
 * @param lock checksums that the providers must match; none: take what is there
 * @returns whether it worked, what Terraform said, and the lock file it arrived at
 */
export async function initProviders({ providers, config, lock }) {
  mkdirSync(paths.estate, { recursive: true });
  const folder = mkdtempSync(join(paths.estate, "init-"));
  try {
    writeFileSync(
      join(folder, "main.tf.json"),
      JSON.stringify({ terraform: { required_providers: requirements(providers) } }),
    );
    writeFileSync(join(folder, "terraform.rc"), config);
    if (lock) writeFileSync(join(folder, LOCK), lock);
    const env = {
      TF_CLI_CONFIG_FILE: join(folder, "terraform.rc"),
      TF_DATA_DIR: "",
      CHECKPOINT_DISABLE: "1",
      ...impatience,
    };
    const { code, output } = await attempt("terraform", ["init", "-no-color", "-input=false"], { cwd: folder, env });
    return { ok: code === 0, output, lock: code === 0 ? readFileSync(join(folder, LOCK), "utf8") : undefined };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function requirements(providers) {
  return Object.fromEntries(
    Object.entries(providers).map(([source, version]) => [source.split("/")[1], { source, version }]),
  );
}
