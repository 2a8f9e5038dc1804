import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../lib/paths.mjs";
import { run } from "../lib/programs.mjs";

const lockFile = join(root, "package-lock.json");
const installedLockFile = join(root, "node_modules", ".package-lock.json");

/** The npm packages of the lock file, nothing newer. Packages that `npm ci` by hand already installed are left as they are. */
export const npmPackages = {
  name: "npm-packages",
  title: "npm packages",
  groups: ["core", "check"],
  needs: ["prerequisites"],
  inputs: () => [readFileSync(lockFile, "utf8")],
  isPresent: () => existsSync(installedLockFile),
  run: async () => {
    if (existsSync(installedLockFile) && isInstalled(readLock(lockFile), readLock(installedLockFile))) {
      return "already installed";
    }
    // No install scripts: esbuild and @swc/core ship their programs as optional packages, one a platform.
    await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
      cwd: root,
      fix: "check the network and npm's configuration (`npm config list`), then run `make setup` again",
    });
  },
};

/** True when npm's own record of node_modules agrees with the lock file; optional packages of other platforms may be absent. */
export function isInstalled(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === "") return true;
    const found = installed.packages[path];
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true;
  });
}

function readLock(file) {
  return JSON.parse(readFileSync(file, "utf8"));
}
