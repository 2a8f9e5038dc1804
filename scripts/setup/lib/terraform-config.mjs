import { REGISTRY } from "./mirrors.mjs";

/**
 * Terraform's CLI configuration: each mirror answers only for the providers it was chosen for, the registry for the others.
 * The plugin cache serves downloads alone (a mirror is linked, not copied) and needs no relaxed lock file: ours has every checksum.
 */
export function renderTerraformConfig({ mirrors, missing, pluginCache }) {
  const mirrored = mirrors.flatMap(({ providers }) => providers);
  return [
    "# Written by `make setup`: where this project's Terraform finds its providers.",
    ...(missing.length > 0 ? [`plugin_cache_dir = ${JSON.stringify(pluginCache)}`] : []),
    "provider_installation {",
    ...mirrors.flatMap(({ folder, providers }) => [
      "  filesystem_mirror {",
      `    path    = ${JSON.stringify(folder)}`,
      `    include = ${addresses(providers)}`,
      "  }",
    ]),
    "  direct {",
    ...(mirrored.length > 0 ? [`    exclude = ${addresses(mirrored)}`] : []),
    "  }",
    "}",
    "",
  ].join("\n");
}

/** A dependency lock file without the providers in `omitted`: theirs are filled in by what this machine holds. */
export function lockWithout(lock, omitted) {
  return omitted.reduce(
    (text, provider) => text.replace(new RegExp(`provider "${REGISTRY}/${provider}" \\{\\n[^}]*\\}\\n*`), ""),
    lock,
  );
}

function addresses(providers) {
  return JSON.stringify(providers.map((provider) => `${REGISTRY}/${provider}`));
}
