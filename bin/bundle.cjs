"use strict";
/**
 * Bundles a TypeScript entry point with esbuild into `.estate/build`, once per content of the sources. A bundle starts
 * in a quarter of the time that ts-node or tsx need (make bench).
 */
const { createHash } = require("node:crypto");
const {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const buildFolder = join(root, ".estate", "build");
const inputs = ["src", "main.ts", join("adoption", "moves"), "package-lock.json", join("bin", "bundle.cjs")];

/**
 * @param {string} entry TypeScript file, relative to the project's root
 * @param {{ external: boolean }} options external: leave npm packages outside (for programs that use only some of them)
 * @returns {string} path of the bundle
 */
function bundle(entry, { external }) {
  const name = entry.replace(/\.ts$/, "").replaceAll(/[\\/]/g, "-");
  const file = join(buildFolder, `${name}-${digest(entry)}.cjs`);
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
  mkdirSync(buildFolder, { recursive: true });
  // The bundle last, written aside and renamed: two commands started at once never load half of one.
  for (const { path, contents } of outputFiles.sort((left, right) => right.path.length - left.path.length)) {
    const draft = `${path}.${process.pid}.tmp`;
    writeFileSync(draft, contents);
    renameSync(draft, path);
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

function digest(entry) {
  const hash = createHash("sha256").update(entry);
  for (const input of inputs) addToHash(hash, join(root, input));
  return hash.digest("hex").slice(0, 16);
}

function addToHash(hash, path) {
  if (statSync(path).isDirectory()) {
    for (const child of readdirSync(path).sort()) addToHash(hash, join(path, child));
  } else {
    hash.update(path).update("\0").update(readFileSync(path));
  }
}

function requireEsbuild() {
  try {
    return require("esbuild");
  } catch {
    process.stderr.write("The npm packages are not installed. Fix: make setup\n");
    process.exit(1);
  }
}

module.exports = { bundle };
