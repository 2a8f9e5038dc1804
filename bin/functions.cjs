"use strict";
/**
 * Packages the Lambda functions of `services/` into `.estate/build/functions/<service>.zip`, once per content of their
 * sources, for synthesis to read. The bytes are the same on every machine, so that no deployment is due to where it was built.
 */
const { existsSync, readFileSync, rmSync } = require("node:fs");
const { join } = require("node:path");
const { requireEsbuild } = require("./bundle.cjs");
const { digestOf, replaceFile, root } = require("./files.cjs");
const { zipOf } = require("./zip.cjs");

const functions = ["itrack-handler"];
const builders = ["files", "functions", "zip"].map((name) => join("bin", `${name}.cjs`));

/** Without its npm packages a service gets no package; synthesis says so where one is needed. */
function packageFunctions() {
  for (const name of functions) packageFunction(name);
}

function packageFunction(name) {
  const service = join("services", name);
  const file = join(root, ".estate", "build", "functions", `${name}.zip`);
  const record = `${file}.inputs`;
  if (!existsSync(installedLockOf(service))) return rmSync(file, { force: true });
  const sources = ["src", "package-lock.json"].map((input) => join(service, input));
  const inputs = digestOf(name, [...sources, "package-lock.json", ...builders]);
  if (existsSync(file) && existsSync(record) && readFileSync(record, "utf8") === inputs) return;
  if (!isInstalled(service)) return rmSync(file, { force: true });
  replaceFile(file, zipOf({ "index.js": bundleOf(join(root, service)) }));
  replaceFile(record, inputs);
}

/** npm's own record of what it installed. */
function installedLockOf(service) {
  return join(root, service, "node_modules", ".package-lock.json");
}

/**
 * @param {string} service folder with `src/index.ts` and installed packages
 * @returns {Uint8Array} one CommonJS file that needs nothing but Node
 */
function bundleOf(service) {
  const { outputFiles } = requireEsbuild().buildSync({
    absWorkingDir: service,
    entryPoints: ["src/index.ts"],
    write: false,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    mainFields: ["module", "main"], // ES modules, of which only what is used comes along
    minify: true,
    legalComments: "none",
    tsconfigRaw: {},
    logLevel: "error",
  });
  return outputFiles[0].contents;
}

/** Whether the packages that the lock file names for production are there: no others may end up in the bundle. */
function isInstalled(service) {
  const installed = JSON.parse(readFileSync(installedLockOf(service), "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, service, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(([path, { dev, optional, integrity }]) => {
    return path === "" || dev || optional || installed[path]?.integrity === integrity;
  });
}

module.exports = { bundleOf, packageFunctions };
