/** Runs commands in turn, several rounds, so that a busy machine slows all of them alike; gives the least disturbed run of each. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url)); // import.meta.dirname needs Node 20.11

const reportMemory = join(here, "report-memory.cjs");

/**
 * @param {{ name: string, command: string, args: string[], env?: Record<string, string> }[]} runs
 * @param {number} rounds measured rounds after one that warms caches
 * @returns {Map<string, { seconds: number, megabytes: number }>} least wall time and peak memory (of the Node process) by name
 */
export function measure(runs, rounds) {
  const samples = new Map(runs.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const run of runs) {
      const sample = once(run);
      if (round > 0) samples.get(run.name).push(sample);
    }
  }
  return new Map(
    [...samples].map(([name, list]) => [
      name,
      { seconds: least(list, "seconds"), megabytes: least(list, "megabytes") },
    ]),
  );
}

function once({ name, command, args, env = {} }) {
  const memoryFile = join(tmpdir(), `estate-bench-${process.pid}`);
  const started = process.hrtime.bigint();
  const { status, stderr } = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    env: { ...process.env, ...env, NODE_OPTIONS: `--require ${reportMemory}`, BENCH_MEMORY_FILE: memoryFile },
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (status !== 0) throw new Error(`${name} failed (${status}): ${stderr}`);
  // A program that is not Node reports no memory.
  const megabytes = existsSync(memoryFile) ? Number(readFileSync(memoryFile, "utf8")) / 1024 : NaN;
  rmSync(memoryFile, { force: true });
  return { seconds, megabytes };
}

/** The least disturbed run: other work on the machine only ever adds. */
function least(list, key) {
  return Math.min(...list.map((sample) => sample[key]));
}
