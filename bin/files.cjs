"use strict";
/** What the builds below `.estate/build` share: knowing whether their sources changed, and never leaving half a file. */
const { createHash } = require("node:crypto");
const { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const { dirname, join } = require("node:path");

const root = join(__dirname, "..");

/**
 * @param {string} label keeps builds of the same files apart
 * @param {readonly string[]} inputs files and folders, relative to the project's root
 * @returns {string} short hash over every file's place and content
 */
function digestOf(label, inputs) {
  const hash = createHash("sha256").update(label);
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

/** Written aside and renamed: two commands started at once never read half of it. */
function replaceFile(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
}

module.exports = { digestOf, replaceFile, root };
