import { readFileSync } from "node:fs";
import { paths } from "./paths.mjs";

/** The versions that setup installs and `estate doctor` checks: one manifest for both. */
export const versions = JSON.parse(readFileSync(paths.versions, "utf8"));

/** The first dotted number in what a program prints about itself; undefined when there is none. */
export function versionIn(text) {
  return /\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

/** True when `version` is `minimum` or newer, compared number by number (1.9 is older than 1.11). */
export function isAtLeast(version, minimum) {
  const [found, wanted] = [version, minimum].map((text) => text.split(".").map(Number));
  for (let part = 0; part < wanted.length; part++) {
    const difference = (found[part] ?? 0) - wanted[part];
    if (difference !== 0) return difference > 0;
  }
  return true;
}
