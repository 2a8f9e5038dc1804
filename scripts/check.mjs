// Runs the static checks side by side and prints what each one says. Usage: node scripts/check.mjs [name…]; no name: all.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { paths, root } from "./setup/lib/paths.mjs";
import { attempt } from "./setup/lib/programs.mjs";
import { stopwatch } from "./setup/lib/runner.mjs";

const bin = (name, folder = root) => join(folder, "node_modules", ".bin", name);

/** Services are packages of their own, with settings that hold from their folders on. */
const services = { api: paths.api, "itrack-handler": paths.itrackHandler };
const folderOf = (name) => services[name.replace(/-(eslint|types)$/, "")] ?? root;
const checksOf = ([service, folder]) => [
  [`${service}-eslint`, [bin("eslint", folder), ".", "--max-warnings=0"]],
  [`${service}-types`, [bin("tsc", folder), "--noEmit", "--project", "."]],
];

/** The slowest first, so that no core idles at the end. */
const checks = {
  eslint: [bin("eslint"), ".", "--max-warnings=0", "--cache", "--cache-location", join(paths.estate, "eslint-cache")],
  types: [bin("tsc"), "--noEmit", "--project", "."],
  ...Object.fromEntries(Object.entries(services).flatMap(checksOf)),
  dockerfile: [join(paths.tools, "hadolint", "bin", "hadolint"), join(paths.api, "Dockerfile")],
  format: [bin("prettier"), "--check", ".", "--cache", "--cache-location", join(paths.estate, "prettier-cache")],
  addresses: [process.execPath, join(root, "bin", "estate.cjs"), "addresses"],
  requirements: [process.execPath, join(root, "bin", "estate.cjs"), "requirements"],
  ...(existsSync(join(root, ".github", "workflows")) ? { workflows: [join(paths.toolsBin, "actionlint")] } : {}),
};

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks);
const unknown = wanted.filter((name) => !(name in checks));
if (unknown.length > 0) {
  console.error(`Unknown check ${unknown.join(", ")}: expected some of ${Object.keys(checks).join(", ")}.`);
  process.exit(1);
}

const waiting = [...wanted];
const failed = [];
const passed = [];

async function worker() {
  for (let name = waiting.shift(); name; name = waiting.shift()) {
    const seconds = stopwatch();
    const [program, ...args] = checks[name];
    const { code, output } = await attempt(program, args, { cwd: folderOf(name) });
    (code === 0 ? passed : failed).push(name);
    console.log(`${code === 0 ? "✓" : "✗"} ${name} (${seconds()})`);
    if (code !== 0 || name === "requirements") console.log(output.trimEnd());
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, worker));
const results = join(paths.estate, "results");
mkdirSync(results, { recursive: true });
writeFileSync(join(results, "check.json"), JSON.stringify({ passed, failed }));
if (failed.length > 0) console.log(`\nFailed: ${failed.join(", ")}.`);
process.exit(failed.length > 0 ? 1 : 0);
