// Installs what this project needs into `node_modules` and `.estate`, skipping what is there already. Runs before `npm ci`: no packages.
// Usage: node scripts/setup/main.mjs [core|check|scan …]   core: sandbox, plan and deploy; check: `make check`; scan: the scanners
import { paths } from "./lib/paths.mjs";
import { runSteps, stopwatch } from "./lib/runner.mjs";
import { Stamps } from "./lib/stamps.mjs";
import { steps } from "./steps/index.mjs";

const groups = [...new Set(steps.flatMap((step) => step.groups))];
const wanted = process.argv.length > 2 ? process.argv.slice(2) : groups;
const unknown = wanted.filter((group) => !groups.includes(group));

if (unknown.length > 0) {
  console.error(`Unknown group ${unknown.join(", ")}: expected some of ${groups.join(", ")}, or nothing for all.`);
  process.exit(1);
}

const seconds = stopwatch();
const chosen = steps.filter((step) => step.groups.some((group) => wanted.includes(group)));
const errors = await runSteps(chosen, new Stamps(paths.stamps), console.error);
for (const error of errors) {
  console.error(`\n${error.message}${error.fix ? `\nFix: ${error.fix}` : ""}`);
}
console.error(errors.length > 0 ? `\nSetup failed after ${seconds()}.` : `Setup done (${seconds()}).`);
process.exit(errors.length > 0 ? 1 : 0);
