import type { ProviderFact } from "./diagnose";

/** The files that say which providers this machine has; empty text for a file that is not there. */
export interface ProviderFiles {
  /** `.estate/terraform.rc` */
  readonly config: string;
  /** The lock file that setup arrived at. */
  readonly lock: string;
  /** The committed lock file with the published checksums. */
  readonly publishedLock: string;
}

/** Where each provider of the lock file comes from; a provider whose mirror is gone is left out. */
export function providerFacts(files: ProviderFiles, isFolder: (path: string) => boolean): Record<string, ProviderFact> {
  const mirrors = mirrorsIn(files.config);
  const published = checksumsIn(files.publishedLock);
  const found = Object.entries(checksumsIn(files.lock)).map(([source, { version, hashes }]): [string, ProviderFact] => [
    source,
    {
      version,
      source: mirrors.find(({ include }) => include.includes(source))?.folder ?? "registry",
      isPublished: hashes.some((hash) => published[source]?.hashes.includes(hash)),
    },
  ]);
  return Object.fromEntries(found.filter(([, fact]) => fact.source === "registry" || isFolder(fact.source)));
}

function mirrorsIn(config: string): { folder: string; include: string[] }[] {
  const blocks = config.matchAll(/filesystem_mirror \{\s*path\s*=\s*("[^"\n]*")\s*include\s*=\s*(\[[^\]\n]*\])/g);
  return [...blocks].map(([, path = "", include = ""]) => ({
    folder: JSON.parse(path) as string,
    include: (JSON.parse(include) as string[]).map(sourceOf),
  }));
}

function checksumsIn(lock: string): Record<string, { version: string; hashes: string[] }> {
  const blocks = lock.matchAll(/provider "([^"]+)" \{([^}]*)\}/g);
  return Object.fromEntries(
    [...blocks].map(([, address = "", body = ""]) => [
      sourceOf(address),
      { version: /version\s*=\s*"([^"]+)"/.exec(body)?.[1] ?? "unknown", hashes: body.match(/(?:h1|zh):[^"]+/g) ?? [] },
    ]),
  );
}

/** "registry.terraform.io/hashicorp/aws" -> "hashicorp/aws" */
function sourceOf(address: string): string {
  return address.split("/").slice(-2).join("/");
}
