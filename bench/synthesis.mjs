/** `make bench`: synthesis against the floor of this machine and against ts-node; growth of generated apps. Prints ratios. */
import { createRequire } from "node:module";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const here = dirname(fileURLToPath(import.meta.url)); // import.meta.dirname needs Node 20.11

const root = join(here, "..");
const { bundle } = createRequire(import.meta.url)(join(root, "bin", "bundle.cjs"));
const work = mkdtempSync(join(tmpdir(), "estate-bench-"));
const rounds = Number(process.env.BENCH_ROUNDS ?? 5);

/** design: 0.3 s + 0.35 ms a resource where the floor takes 0.075 s; other machines are scaled by their floor. */
const REFERENCE_FLOOR = 0.075;
const budgetSeconds = (resources, floor) => ((0.3 + 0.00035 * resources) * floor) / REFERENCE_FLOOR;
const MEMORY_BUDGET = 300;
const TS_NODE_BUDGET = 5;

const lock = join(root, "locks", "terraform.lock.hcl");
const out = (name) => join(work, name);
const generated = (name, stacks, resources) => ({
  name,
  command: process.execPath,
  args: [bundle("bench/generated-app.ts", { external: false })],
  env: { CDKTF_OUTDIR: out(name), BENCH_STACKS: String(stacks), BENCH_RESOURCES: String(resources), BENCH_LOCK: lock },
});
const apps = [
  {
    name: "the estate",
    command: process.execPath,
    args: [join(root, "bin", "synth.cjs")],
    env: { CDKTF_OUTDIR: out("the estate") },
  },
  generated("1,000 in 1 stack", 1, 1000),
  generated("2,600 in 8 stacks", 8, 2600),
  generated("5,000 in 8 stacks", 8, 5000),
];

try {
  process.chdir(root);
  measure(apps, 0);
  const floors = apps.map(({ name }) => ({
    name: `floor of ${name}`,
    command: process.execPath,
    args: [join(here, "floor.cjs"), out(`floor-${name}`), JSON.stringify(sizesOf(out(name)))],
  }));
  const tsNode = {
    name: "ts-node",
    command: "npx",
    args: ["ts-node", "main.ts"],
    env: { CDKTF_OUTDIR: out("ts-node") },
  };
  const results = measure([...apps, ...floors], rounds);
  const compared = measure([apps[0], tsNode], Math.min(rounds, 3));
  process.exitCode = report(results, compared) ? 0 : 1;
} finally {
  rmSync(work, { recursive: true });
}

function report(results, compared) {
  const rows = apps.map(({ name }) => {
    const resources = resourcesIn(out(name));
    const { seconds, megabytes } = results.get(name);
    const floor = results.get(`floor of ${name}`).seconds;
    const budget = budgetSeconds(resources, floor);
    return {
      app: name,
      resources,
      seconds: seconds.toFixed(2),
      "x floor": (seconds / floor).toFixed(1),
      "budget s": budget.toFixed(2),
      "of budget": (seconds / budget).toFixed(2),
      MB: Math.round(megabytes),
      within: seconds <= budget && megabytes <= MEMORY_BUDGET,
    };
  });
  const faster = compared.get("ts-node").seconds / compared.get("the estate").seconds;
  console.table(rows);
  console.log(
    `the estate, bundled, against npx ts-node main.ts: ${faster.toFixed(1)} x faster (budget: at least ${TS_NODE_BUDGET} x)`,
  );
  const within = rows.every((row) => row.within) && faster >= TS_NODE_BUDGET;
  console.log(within ? "All within budget." : "OVER BUDGET: see the rows above.");
  return within;
}

function jsonFiles(folder) {
  return readdirSync(join(folder, "stacks")).map((stack) => join(folder, "stacks", stack, "cdk.tf.json"));
}

function sizesOf(folder) {
  return jsonFiles(folder).map((file) => statSync(file).size);
}

function resourcesIn(folder) {
  return jsonFiles(folder)
    .map((file) => JSON.parse(readFileSync(file, "utf8")).resource ?? {})
    .reduce(
      (sum, types) => sum + Object.values(types).reduce((inner, blocks) => inner + Object.keys(blocks).length, 0),
      0,
    );
}
