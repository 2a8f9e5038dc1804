// The whole way once: sets up, starts an empty embedded AWS, deploys omnirapeutic-production to it and verifies the result.
import { spawnSync } from "node:child_process";
import { root } from "./setup/lib/paths.mjs";
import { stopwatch } from "./setup/lib/runner.mjs";

const DEPLOYMENT = "omnirapeutic-production";
const NO_CHANGES = 0;
const CHANGES = 2;

const setup = ["scripts/setup/main.mjs", "core"];
const estate = (...args) => ["bin/estate.cjs", ...args];
const onSandbox = (...args) => estate(...args, DEPLOYMENT, "--sandbox");

const steps = [
  { title: "set up", args: setup },
  { title: "empty the sandbox", args: estate("sandbox", "reset") },
  { title: "start the sandbox", args: estate("sandbox", "up") },
  { title: "create the state backend", args: onSandbox("backend", "setup") },
  { title: "plan", args: onSandbox("plan"), expected: [CHANGES] },
  { title: "deploy", args: [...onSandbox("deploy"), "--auto-approve", "--no-checks"] },
  { title: "verify", args: onSandbox("verify") },
  { title: "plan again: no changes", args: onSandbox("plan"), expected: [NO_CHANGES] },
  { title: "outputs", args: onSandbox("outputs") },
];

const total = stopwatch();
const times = [];
for (const { title, args, expected = [0] } of steps) {
  console.log(`\n== ${title}: node ${args.join(" ")}`);
  const seconds = stopwatch();
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  times.push(`${seconds().padStart(8)}  ${title}`);
  if (!expected.includes(status)) {
    console.error(`\nDemo stopped: "${title}" ended with exit code ${status}, expected ${expected.join(" or ")}.`);
    process.exit(status || 1);
  }
}

console.log(`\n${times.join("\n")}\n${total().padStart(8)}  in all

The sandbox is still running. Look at it:   npx estate sandbox status
with the aws cli, terraform or cdktf:       eval "$(npx estate sandbox env)"
Stop it, keeping its data:                  npx estate sandbox down`);
