import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { paths, root } from "../lib/paths.mjs";
import { run } from "../lib/programs.mjs";

/** What the project itself needs. */
export const npmPackages = packagesOf("npm-packages", "npm packages", ["core", "check"], root);

/** What services/api needs: a package of its own, which goes into an image alone. */
export const apiPackages = packagesOf("api-packages", "npm packages of services/api", ["check"], paths.api);

/** What services/itrack-handler needs: synthesis packages it for Lambda. */
export const handlerPackages = packagesOf(
  "handler-packages",
  "npm packages of services/itrack-handler",
  ["core", "check"],
  paths.itrackHandler,
);

/** The npm packages of a folder's lock file, nothing newer. Packages that `npm ci` by hand already installed are left as they are. */
function packagesOf(name, title, groups, folder) {
  const lockFile = join(folder, "package-lock.json");
  const installedLockFile = join(folder, "node_modules", ".package-lock.json");
  return {
    name,
    title,
    groups,
    needs: ["prerequisites"],
    inputs: () => [readFileSync(lockFile, "utf8")],
    isPresent: () => existsSync(installedLockFile),
    run: async () => {
      if (existsSync(installedLockFile) && isInstalled(readLock(lockFile), readLock(installedLockFile))) {
        return "already installed";
      }
      // No install scripts: esbuild, @swc/core and PostgreSQL ship their programs as optional packages, one a platform.
      await run("npm", ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], {
        cwd: folder,
        fix: "check the network and npm's configuration (`npm config list`), then run `make setup` again",
      });
    },
  };
}

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
