// Writes schemas/<provider>.json: what the HCL renderer must know of each provider, from `terraform providers schema -json`.
// Usage: node scripts/provider-schemas.mjs [folder]   default: schemas. Needs `make setup`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths, root } from "./setup/lib/paths.mjs";
import { run } from "./setup/lib/programs.mjs";
import { versions } from "./setup/lib/versions.mjs";

const require = createRequire(import.meta.url);
const { bundle } = require("../bin/bundle.cjs");
const { renderSlimSchema, slimSchemas } = require(bundle("src/delivery/hcl/index.ts", { external: true }));

const folder = process.argv[2] ?? join(root, "schemas");
mkdirSync(folder, { recursive: true });
const known = { ...versions.providers, "builtin/terraform": "built in" };
for (const schema of slimSchemas(await providerSchemas(), known)) {
  writeFileSync(join(folder, `${schema.provider.split("/")[1]}.json`), renderSlimSchema(schema));
}

/** The schemas of the pinned providers, and of the one inside Terraform. */
async function providerSchemas() {
  const work = mkdtempSync(join(tmpdir(), "estate-schemas-"));
  try {
    const required = Object.entries(versions.providers).map(([source, version]) => [
      source.split("/")[1],
      { source, version },
    ]);
    const builtIn = { terraform: { source: "terraform.io/builtin/terraform" } };
    const document = { terraform: { required_providers: { ...Object.fromEntries(required), ...builtIn } } };
    writeFileSync(join(work, "main.tf.json"), JSON.stringify(document));
    copyFileSync(paths.sandboxLock, join(work, ".terraform.lock.hcl"));
    const env = { TF_CLI_CONFIG_FILE: paths.terraformConfig, CHECKPOINT_DISABLE: "1" };
    const terraform = (...args) => run("terraform", args, { cwd: work, env, fix: "run `make setup`" });
    await terraform("init", "-input=false");
    return JSON.parse(await terraform("providers", "schema", "-json"));
  } finally {
    rmSync(work, { recursive: true });
  }
}
