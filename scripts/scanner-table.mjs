// Runs both scanners over the planted faults and writes the measured part of docs/compliance/scanners.md.
// Usage: node scripts/scanner-table.mjs   Needs `node scripts/setup/main.mjs scan`.
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "./setup/lib/paths.mjs";

const require = createRequire(import.meta.url);
const { bundle } = require(join(root, "bin", "bundle.cjs"));
const { publish } = require(bundle("src/delivery/scan/canaries/publication.ts", { external: true }));
await publish().catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
