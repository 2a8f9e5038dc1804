import { existsSync, lstatSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

export const REGISTRY = "registry.terraform.io";

/** What cdktf and many people call Terraform's cache: it fills and changes as projects run, and vouches for nothing. */
const CACHE = "plugin-cache";

/** Folders looked at per root: enough for any sane machine, and a home folder full of projects costs no time. */
const FOLDERS_PER_ROOT = 500;

/**
 * Every folder that could be a provider mirror, most explicit first: `TF_PROVIDER_MIRROR`, the mirrors of the person's own
 * Terraform configuration, the folders Terraform itself searches, then any `registry.terraform.io` up to two levels below `roots`.
 */
export function mirrorCandidates({ env, home, ownConfig, roots }) {
  return [
    ...(env.TF_PROVIDER_MIRROR ? [resolve(env.TF_PROVIDER_MIRROR)] : []),
    ...configuredMirrors(env.TF_CLI_CONFIG_FILE, ownConfig),
    ...configuredMirrors(join(home, ".terraformrc"), ownConfig),
    ...impliedMirrors(env, home),
    ...roots.flatMap(foldersWithRegistry),
  ];
}

/**
 * Chooses one mirror per provider: the first candidate that holds it in the wanted version for this platform.
 * @returns mirrors in order, each with the providers taken from it, and the providers that no mirror holds
 */
export function chooseMirrors(candidates, providers, platform) {
  const mirrors = new Map();
  const missing = [];
  for (const [provider, version] of Object.entries(providers)) {
    const folder = candidates.find((candidate) => holds(candidate, provider, version, platform));
    if (folder) mirrors.set(folder, [...(mirrors.get(folder) ?? []), provider]);
    else missing.push(provider);
  }
  return { mirrors: [...mirrors].map(([folder, held]) => ({ folder, providers: held })), missing };
}

/** Terraform's name of this machine's platform, such as "linux_amd64". */
export function terraformPlatform({ platform, arch } = process) {
  return `${platform === "win32" ? "windows" : platform}_${arch === "x64" ? "amd64" : arch}`;
}

/** True for both layouts that Terraform knows: unpacked folders and the published zip files. */
function holds(mirror, provider, version, platform) {
  const [namespace, type] = provider.split("/");
  const providerFolder = join(mirror, REGISTRY, namespace, type);
  // Terraform does not follow a symbolic link above the package itself, so neither is it a mirror for us.
  if (!isRealFolder(join(mirror, REGISTRY, namespace)) || !isRealFolder(providerFolder)) return false;
  const packed = join(providerFolder, `terraform-provider-${type}_${version}_${platform}.zip`);
  const unpacked = join(providerFolder, version, platform);
  return existsSync(packed) || (isRealFolder(dirname(unpacked)) && existsSync(unpacked));
}

function configuredMirrors(file, ownConfig) {
  if (!file || resolve(file) === ownConfig || !existsSync(file)) return [];
  const blocks = readFileSync(file, "utf8").matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g);
  return [...blocks].map(([, path]) => resolve(path));
}

/** https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories */
function impliedMirrors(env, home) {
  const dataHome = env.XDG_DATA_HOME || join(home, ".local", "share");
  const dataFolders = (env.XDG_DATA_DIRS || "/usr/local/share:/usr/share").split(":").filter(Boolean);
  return [
    join(home, ".terraform.d", "plugins"),
    join(home, "Library", "Application Support", "io.terraform", "plugins"),
    "/Library/Application Support/io.terraform/plugins",
    ...[dataHome, ...dataFolders].map((folder) => join(folder, "terraform", "plugins")),
  ];
}

function foldersWithRegistry(rootFolder) {
  const firstLevel = subfolders(rootFolder);
  const secondLevel = firstLevel.flatMap(subfolders).slice(0, FOLDERS_PER_ROOT);
  return [rootFolder, ...firstLevel, ...secondLevel].filter((folder) => isRealFolder(join(folder, REGISTRY)));
}

function subfolders(folder) {
  try {
    const entries = readdirSync(folder, { withFileTypes: true }).slice(0, FOLDERS_PER_ROOT);
    return entries
      .filter((entry) => entry.isDirectory() && entry.name !== CACHE)
      .map((entry) => join(folder, entry.name));
  } catch {
    return []; // not there or not readable: no mirror of ours
  }
}

function isRealFolder(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
