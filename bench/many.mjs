/**
 * `make bench-many`: 500 generated stacks. Comparing them by content hash, combining their reviews, and how plans are
 * spread, against budgets. Prints ratios.
 */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), ".."); // import.meta.dirname needs Node 20.11
const { bundle } = createRequire(import.meta.url)(join(root, "bin", "bundle.cjs"));
const work = mkdtempSync(join(tmpdir(), "estate-bench-many-"));
const [before, after, reviews] = ["before", "after", "reviews"].map((name) => join(work, name));
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

const STACKS = 500;
const RESOURCES = 25 * STACKS;
/** Of the floor beside it: Node that reads, or writes, the same bytes. */
const DIGESTS_BUDGET = 2;
const REVIEWS_BUDGET = 10;
const MEMORY_BUDGET = 300;
/** Of the least time in which the plans could end. */
const SCHEDULE_BUDGET = 1.05;

const program = bundle("bench/many-work.ts", { external: true });
const run = (name, ...args) => ({ name, command: process.execPath, args: [program, name, ...args] });

try {
  process.chdir(root);
  generate();
  const results = measure(
    [run("digests", before, after), run("read", before), run("reviews", before, reviews), run("bytes", reviews)],
    rounds,
  );
  const rows = [
    row("compare 500 stacks by hash", results, "digests", "read", DIGESTS_BUDGET),
    row("combine 500 reviews", results, "reviews", "bytes", REVIEWS_BUDGET),
  ];
  const spread = schedules();
  console.log(`${STACKS} stacks, ${RESOURCES} resources:`);
  console.table(rows);
  console.log(`${STACKS} simulated plans of 10 to 120 s, started the largest first:`);
  console.table(spread);
  const within = [...rows, ...spread].every((each) => each.within);
  console.log(within ? "All within budget." : "OVER BUDGET: see the rows above.");
  process.exitCode = within ? 0 : 1;
} finally {
  rmSync(work, { recursive: true });
}

/** The stacks, and the same ones with another content in one of them. */
function generate() {
  const args = [bundle("bench/generated-app.ts", { external: false })];
  const lock = join(root, "locks", "terraform.lock.hcl");
  const sizes = { BENCH_STACKS: String(STACKS), BENCH_RESOURCES: String(RESOURCES), BENCH_LOCK: lock };
  const env = { ...process.env, ...sizes, CDKTF_OUTDIR: before };
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: "utf8", env });
  if (status !== 0) throw new Error(`The generated app failed (${status}): ${stderr}`);
  cpSync(before, after, { recursive: true });
  const file = join(after, "stacks", "generated-250", "cdk.tf.json");
  writeFileSync(file, readFileSync(file, "utf8").replace("365", "400"));
  mkdirSync(reviews);
}

function row(what, results, measured, floor, budget) {
  const { seconds, megabytes } = results.get(measured);
  const ratio = seconds / results.get(floor).seconds;
  return {
    what,
    seconds: seconds.toFixed(2),
    "x floor": ratio.toFixed(2),
    "budget x floor": budget,
    "of budget": (ratio / budget).toFixed(2),
    MB: Math.round(megabytes),
    within: ratio <= budget && megabytes <= MEMORY_BUDGET,
  };
}

function schedules() {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, "schedule"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`The simulation failed (${status}): ${stderr}`);
  return JSON.parse(stdout).map(({ limit, most, total, ideal }) => ({
    limit,
    "most at once": most,
    "total s": total,
    "ideal s": Math.round(ideal),
    "x ideal": (total / ideal).toFixed(3),
    "budget x ideal": SCHEDULE_BUDGET,
    within: most <= limit && total / ideal <= SCHEDULE_BUDGET,
  }));
}
