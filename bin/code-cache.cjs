"use strict";
/**
 * Runs a bundle with V8's compiled code of the run before, which saves a tenth of a short program (make bench). V8 refuses
 * code of another version or with other flags; then the bundle is compiled anew, and its code is kept at the end. Of the
 * source V8 compares the length alone: the bundle's name must change with its content.
 */
const { existsSync, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { createRequire, wrap } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

/** @param {string} file a bundle, named after its content, that needs nothing but Node's own modules */
function runWithCodeCache(file) {
  const cache = `${file}.${process.version}.v8`;
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new Script(wrap(readFileSync(file, "utf8")), { filename: file, cachedData });
  const main = { exports: {} };
  script.runInThisContext().call(main.exports, main.exports, createRequire(file), main, file, dirname(file));
  if (cachedData === undefined || script.cachedDataRejected) keep(cache, script.createCachedData());
}

/** Written aside and renamed: two programs at once never read half of it. One that cannot be written costs only time. */
function keep(cache, code) {
  const draft = `${cache}.${process.pid}.tmp`;
  try {
    writeFileSync(draft, code);
    renameSync(draft, cache);
  } catch {
    return;
  }
}

module.exports = { runWithCodeCache };
