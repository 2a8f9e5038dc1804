import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { deployments } from "../src/config";

/** Sets up the backend of every deployment; arguments such as `--sandbox` are passed on. Stops at the first that fails. */
const estate = join(__dirname, "..", "bin", "estate.cjs");
for (const { name } of deployments) {
  process.stderr.write(`${name}\n`);
  const { status } = spawnSync(process.execPath, [estate, "backend", "setup", name, ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  if (status !== 0) {
    process.exitCode = status ?? 1;
    break;
  }
}
