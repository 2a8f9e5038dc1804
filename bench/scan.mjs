/** `make bench-scan`: `estate scan` against each scanner alone over the same deployments. Prints ratios. Needs `make setup`. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { measure } from "./measure.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), ".."); // import.meta.dirname needs Node 20.11
const tools = join(root, ".estate", "tools");
const work = mkdtempSync(join(tmpdir(), "estate-bench-scan-"));
const views = join(work, "views");
const rounds = Number(process.env.BENCH_ROUNDS ?? 3);

/** design: side by side, so hardly longer than the slower one. */
const BUDGET = 1.3;

/** As after a change of the estate: the planted faults are known, and nothing else. */
const forget = `rm -f "${join(work, "scan", "answers")}"/estate-*`;
const estate = (more = "") => ({
  name: "estate scan",
  command: "sh",
  args: ["-c", `${forget}; exec "${process.execPath}" bin/estate.cjs scan ${more}`],
  env: { ESTATE_HOME: work },
});
const alone = [
  {
    name: "tfsec alone",
    command: join(tools, "bin", "tfsec"),
    args: [join(views, "tfsec"), "--format=json", "--soft-fail", "--no-module-downloads"],
  },
  {
    name: "Checkov alone",
    command: join(tools, "checkov", "bin", "checkov"),
    args: [
      "-d",
      join(views, "checkov"),
      "--framework",
      "terraform",
      "--skip-download",
      "--compact",
      "-o",
      "json",
      "--soft-fail",
    ],
  },
];

try {
  process.chdir(root);
  measure([estate(`--views "${views}"`)], 0);
  if (!existsSync(views)) throw new Error("`npx estate scan` fails: see what it says by itself.");
  const results = measure([estate(), ...alone], rounds);
  const slower = Math.max(...alone.map(({ name }) => results.get(name).seconds));
  const rows = [...results].map(([name, { seconds }]) => ({
    name,
    seconds: seconds.toFixed(2),
    "x slower scanner": (seconds / slower).toFixed(2),
  }));
  console.table(rows);
  const ratio = results.get("estate scan").seconds / slower;
  console.log(`estate scan takes ${ratio.toFixed(2)} x the slower scanner alone; budget ${BUDGET}.`);
  process.exitCode = ratio <= BUDGET ? 0 : 1;
} finally {
  rmSync(work, { recursive: true });
}
