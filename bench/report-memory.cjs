"use strict";
// Preloaded into every measured Node process; the last to end (the outermost) leaves its peak memory in kilobytes.
const { writeFileSync } = require("node:fs");
process.on("exit", () => writeFileSync(process.env.BENCH_MEMORY_FILE, String(process.resourceUsage().maxRSS)));
