// Writes schemas/<provider>.json: what the HCL renderer must know of each provider, from `terraform providers schema -json`.
// Usage: node scripts/provider-schemas.mjs [folder]   default: schemas. Needs `make setup`.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { paths, root } from "./setup/lib/paths.mjs";
import { run } from "./setup/lib/programs.mjs";
import { versions } from "./setup/lib/versions.mjs";

const kinds = { resource: "resource_schemas", data: "data_source_schemas", ephemeral: "ephemeral_resource_schemas" };

const folder = process.argv[2] ?? join(root, "schemas");
mkdirSync(folder, { recursive: true });
for (const [address, schema] of Object.entries(await providerSchemas())) {
  const [namespace, name] = address.split("/").slice(-2);
  const provider = `${namespace}/${name}`;
  writeFileSync(join(folder, `${name}.json`), render(slim(provider, schema)));
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
    return JSON.parse(await terraform("providers", "schema", "-json")).provider_schemas;
  } finally {
    rmSync(work, { recursive: true });
  }
}

function slim(provider, schema) {
  const bodies = new Map();
  const add = (block) => {
    const body = slimBody(block, add);
    const text = JSON.stringify(body);
    if (!bodies.has(text)) bodies.set(text, bodies.size);
    return bodies.get(text);
  };
  const configuration = add(schema.provider?.block ?? {});
  const types = Object.fromEntries(
    Object.entries(kinds).map(([kind, key]) => [
      kind,
      Object.fromEntries(sorted(schema[key]).map(([type, { block }]) => [type, add(block)])),
    ]),
  );
  return {
    provider,
    version: versions.providers[provider] ?? "built in",
    configuration,
    types,
    bodies: [...bodies.keys()],
  };
}

/** Only what may be set: Terraform refuses an argument that is computed. */
function slimBody({ attributes, block_types: blockTypes }, add) {
  const settable = sorted(attributes).filter(([, { optional, required }]) => optional || required);
  const blocks = sorted(blockTypes).map(([name, { block }]) => [name, add(block)]);
  const labelled = sorted(blockTypes).filter(([, { nesting_mode: mode }]) => mode === "map");
  const names = (entries) => (entries.length > 0 ? entries.map(([name]) => name) : undefined);
  return {
    attributes: names(settable),
    objectLists: names(settable.filter(([, { type }]) => isObjectList(type))),
    blocks: blocks.length > 0 ? Object.fromEntries(blocks) : undefined,
    labelled: names(labelled),
  };
}

/** Terraform's notation of types: `["set", ["object", {…}]]`. */
function isObjectList(type) {
  return Array.isArray(type) && ["list", "set"].includes(type[0]) && Array.isArray(type[1]) && type[1][0] === "object";
}

function sorted(entries) {
  return Object.entries(entries ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** One body a line, so that a difference between two versions can be read. */
function render({ bodies, types, ...head }) {
  const kindLines = Object.entries(types).map(
    ([kind, byType]) => `    ${JSON.stringify(kind)}: ${JSON.stringify(byType)}`,
  );
  const start = Object.entries(head).map(([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)},\n`);
  return `{\n${start.join("")}  "types": {\n${kindLines.join(",\n")}\n  },\n  "bodies": [\n    ${bodies.join(",\n    ")}\n  ]\n}\n`;
}
