"use strict";
/**
 * Bundles a TypeScript entry point with esbuild into `.estate/build`, once per content of the sources. A bundle starts
 * in a quarter of the time that ts-node or tsx need (make bench).
 */
const { existsSync, readdirSync, rmSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { digestOf, replaceFile, root } = require("./files.cjs");

const buildFolder = join(root, ".estate", "build");
const inputs = ["src", "main.ts", join("adoption", "moves"), "package-lock.json", join("bin", "bundle.cjs")];

/**
 * @param {string} entry TypeScript file, relative to the project's root
 * @param {{ external: boolean }} options external: leave npm packages outside (for programs that use only some of them)
 * @returns {string} path of the bundle
 */
function bundle(entry, { external }) {
  const name = entry.replace(/\.ts$/, "").replaceAll(/[\\/]/g, "-");
  const file = join(buildFolder, `${name}-${digestOf(entry, inputs)}.cjs`);
  if (!existsSync(file)) build(entry, external, name, file);
  return file;
}

function build(entry, external, name, file) {
  const { outputFiles } = requireEsbuild().buildSync({
    entryPoints: [join(root, entry)],
    outfile: file,
    write: false,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: external ? "external" : "bundle",
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: "linked", // a file of its own, read only when source locations are asked for
    sourcesContent: false,
    logLevel: "error",
  });
  // The bundle last: whoever finds it finds its source map too.
  for (const { path, contents } of outputFiles.sort((left, right) => right.path.length - left.path.length)) {
    replaceFile(path, contents);
  }
  removeOlder(name, file);
}

/** Keeps the newest few bundles of an entry: another checkout state may still be running. */
function removeOlder(name, keep) {
  readdirSync(buildFolder)
    .filter((candidate) => candidate.startsWith(`${name}-`) && candidate.endsWith(".cjs"))
    .map((candidate) => join(buildFolder, candidate))
    .filter((candidate) => candidate !== keep)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    .slice(3)
    .forEach(removeWithItsFiles);
}

/** Source map and compiled code stand beside a bundle under its name. */
function removeWithItsFiles(old) {
  readdirSync(buildFolder)
    .map((candidate) => join(buildFolder, candidate))
    .filter((candidate) => candidate.startsWith(old))
    .forEach((path) => rmSync(path, { force: true }));
}

function requireEsbuild() {
  try {
    return require("esbuild");
  } catch {
    process.stderr.write("The npm packages are not installed. Fix: make setup\n");
    process.exit(1);
  }
}

module.exports = { bundle, requireEsbuild };
