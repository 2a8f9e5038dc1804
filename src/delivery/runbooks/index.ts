import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { deployments } from "../../config";
import { itrackRunbooks } from "./itrack";
import { omniPortalRunbooks } from "./omni-portal";

/** Where the pages are committed, seen from the root of the project. */
export const RUNBOOKS = join("docs", "runbooks");

/** Every generated page by its path below the folder of runbooks. Pure. */
export function runbookPages(): Readonly<Record<string, string>> {
  const omniPortal = deployments.filter((deployment) => deployment.system === "omni-portal");
  const itrack = deployments.filter((deployment) => deployment.system === "itrack");
  return {
    ...inFolder("omni-portal", omniPortalRunbooks(omniPortal)),
    ...inFolder("itrack", itrackRunbooks(itrack)),
  };
}

function inFolder(folder: string, pages: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(pages).map(([file, text]) => [join(folder, file), text]));
}

/** Writes the pages below `folder`. */
export function writeRunbooks(folder: string): readonly string[] {
  const pages = runbookPages();
  for (const [file, text] of Object.entries(pages)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return Object.keys(pages);
}

/** Pages below `folder` that are missing, differ, or are there and nothing generates them any more. */
export function staleRunbooks(folder: string): readonly string[] {
  const pages = runbookPages();
  const differing = Object.entries(pages).filter(([file, text]) => {
    const path = join(folder, file);
    return !existsSync(path) || readFileSync(path, "utf8") !== text;
  });
  return [...differing.map(([file]) => file), ...leftOver(folder, pages)].sort();
}

function leftOver(folder: string, pages: Readonly<Record<string, string>>): string[] {
  const systems = [...new Set(Object.keys(pages).map(dirname))].filter((system) => existsSync(join(folder, system)));
  const present = systems.flatMap((system) => readdirSync(join(folder, system)).map((file) => join(system, file)));
  return present.filter((file) => !(file in pages));
}
