"use strict";
// The floor under any synthesis: start Node and write as many bytes to as many files.
const { mkdirSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");
const [folder, sizes] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
JSON.parse(sizes).forEach((size, index) => writeFileSync(join(folder, String(index)), Buffer.alloc(size, 32)));
