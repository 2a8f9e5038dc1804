/**
 * `make bench-plan`: `estate plan` against bare `terraform init`, `plan -out` and `show -json` of the same deployed estate on the
 * embedded AWS. Prints ratios. Needs `make setup`; deploys omnirapeutic-dev first (two minutes).
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), ".."); // import.meta.dirname needs Node 20.11
const work = mkdtempSync(join(tmpdir(), "estate-bench-plan-"));
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const DEPLOYMENT = "omnirapeutic-dev";
/** design: synthesis, gate and review cost little beside what Terraform does. */
const BUDGET = 1.15;

const env = { ESTATE_HOME: work };
const estate = (...args) =>
  execFileSync(process.execPath, ["bin/estate.cjs", ...args], {
    env: { ...process.env, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
const stack = join(root, "cdktf.out", "stacks", DEPLOYMENT);
/** What an earlier run has left is what makes the next one quick. */
const forget = `rm -rf "${stack}"/.terraform*`;
const planned = `"${process.execPath}" bin/estate.cjs plan ${DEPLOYMENT} --sandbox`;
const shell = (name, script, own = {}) => ({ name, command: "sh", args: ["-ec", script], env: { ...env, ...own } });

try {
  process.chdir(root);
  estate("sandbox", "up");
  estate("backend", "setup", DEPLOYMENT, "--sandbox");
  estate("deploy", DEPLOYMENT, "--sandbox", "--auto-approve", "--no-checks");
  const sandbox = JSON.parse(estate("sandbox", "env", "--json"));
  const bare = `cp .estate/locks/sandbox.terraform.lock.hcl "${stack}/.terraform.lock.hcl"; cd "${stack}"; terraform init -input=false; terraform plan -input=false -out=bare.tfplan; terraform show -json bare.tfplan > bare.json; rm bare.*`;
  const results = measure(
    [
      shell("bare terraform", `${forget}; ${bare}`, sandbox),
      shell("estate plan", `${forget}; ${planned}`),
      shell("estate plan, again", planned),
    ],
    rounds,
  );
  const floor = results.get("bare terraform").seconds;
  console.table(
    [...results].map(([name, { seconds }]) => ({
      name,
      seconds: seconds.toFixed(2),
      "x bare terraform": (seconds / floor).toFixed(2),
    })),
  );
  const ratio = results.get("estate plan").seconds / floor;
  console.log(`estate plan takes ${ratio.toFixed(2)} x bare terraform; budget ${BUDGET}.`);
  process.exitCode = ratio <= BUDGET ? 0 : 1;
} finally {
  estate("sandbox", "down");
  rmSync(work, { recursive: true });
}
