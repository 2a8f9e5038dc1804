import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { goBuild, goBuildInputs } from "../lib/go-build.mjs";
import { chooseMirrors, mirrorCandidates, REGISTRY, terraformPlatform } from "../lib/mirrors.mjs";
import { paths } from "../lib/paths.mjs";
import { findProgram, identityOf } from "../lib/programs.mjs";
import { SetupError } from "../lib/setup-error.mjs";
import { lockWithout, renderTerraformConfig } from "../lib/terraform-config.mjs";
import { initProviders } from "../lib/terraform-init.mjs";
import { versions } from "../lib/versions.mjs";

const RANDOM = "hashicorp/random";
const wanted = versions.providers;
const platform = terraformPlatform();
const randomBuild = {
  module: "random",
  package: "github.com/terraform-providers/terraform-provider-random",
  variables: { "main.version": wanted[RANDOM] },
};

/**
 * Terraform's CLI configuration, and the lock file of the providers that this machine has, both proved by a real `terraform init`.
 * Every provider must match its published checksum but one built here, which therefore serves the sandbox alone.
 */
export const providers = {
  name: "providers",
  title: "Terraform providers",
  groups: ["core"],
  needs: ["terraform"],
  inputs: () => [
    wanted,
    platform,
    findMirrors(),
    readFileSync(paths.publishedLock, "utf8"),
    goBuildInputs(randomBuild),
    identityOf(findProgram("terraform")),
  ],
  isPresent: () => existsSync(paths.terraformConfig) && existsSync(paths.sandboxLock),
  run: async () => {
    const found = await withoutMissing(findMirrors());
    const config = renderTerraformConfig({ ...found, pluginCache: paths.pluginCache });
    const built = found.mirrors.flatMap((mirror) => (mirror.folder === paths.builtProviders ? mirror.providers : []));
    const lock = lockWithout(readFileSync(paths.publishedLock, "utf8"), built);
    mkdirSync(paths.pluginCache, { recursive: true });
    const init = await initProviders({ providers: wanted, config, lock });
    if (!init.ok)
      throw new SetupError(`terraform init failed with ${paths.terraformConfig}:\n${init.output}`, mirrorFix(wanted));
    write(paths.terraformConfig, config);
    write(paths.sandboxLock, init.lock);
    return describe(found);
  },
};

/** Where each provider comes from on this machine; the one that setup built serves only when nothing else does. */
export function findMirrors() {
  const home = homedir();
  const roots = ["/opt", "/usr/local", "/usr/local/share", "/srv", "/var/lib", home];
  const candidates = mirrorCandidates({ env: process.env, home, ownConfig: paths.terraformConfig, roots });
  return chooseMirrors([...candidates, paths.builtProviders], wanted, platform);
}

/** Leaves what the registry can serve, and builds the random provider where it cannot. */
async function withoutMissing(found) {
  const missing = Object.fromEntries(found.missing.map((provider) => [provider, wanted[provider]]));
  if (found.missing.length === 0) return found;
  mkdirSync(paths.pluginCache, { recursive: true });
  const config = renderTerraformConfig({ mirrors: [], missing: found.missing, pluginCache: paths.pluginCache });
  const registry = await initProviders({ providers: missing, config });
  if (registry.ok) return found;
  const unbuildable = Object.fromEntries(Object.entries(missing).filter(([provider]) => provider !== RANDOM));
  if (Object.keys(unbuildable).length > 0) {
    throw new SetupError(
      `No mirror on this machine holds ${list(unbuildable)} for ${platform}, and the registry cannot serve it:\n${registry.output}`,
      mirrorFix(unbuildable),
    );
  }
  const folder = join(paths.builtProviders, REGISTRY, RANDOM, wanted[RANDOM], platform);
  await goBuild({ ...randomBuild, output: join(folder, `terraform-provider-random_v${wanted[RANDOM]}_x5`) });
  return findMirrors();
}

function mirrorFix(missing) {
  return `connect to ${REGISTRY}, or set TF_PROVIDER_MIRROR to a folder that holds ${list(missing)} (made by \`terraform providers mirror\`), then run \`make setup\``;
}

function describe({ mirrors, missing }) {
  const sources = mirrors.map(({ folder, providers }) => `${providers.join(" and ")} from ${folder}`);
  return [...sources, ...(missing.length > 0 ? [`${missing.join(" and ")} from the registry`] : [])].join(", ");
}

function list(some) {
  return Object.entries(some)
    .map(([provider, version]) => `${provider} ${version}`)
    .join(" and ");
}

function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
