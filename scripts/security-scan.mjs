// The audits of this project side by side: what they found, and what could not be judged. `--help` says how.
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { audits } from "./security-scan/audits.mjs";
import { asJson, asText } from "./security-scan/render.mjs";
import { runAudit } from "./security-scan/run-audit.mjs";

const DEFAULT_SECONDS = 600;
const names = audits.map(({ name }) => name);
const usage = `Usage: node scripts/security-scan.mjs [--json] [--timeout <seconds>] [audit…]

Audits: ${names.join(", ")}. No name: all.
--timeout  seconds that one audit may take, ${DEFAULT_SECONDS} unless said otherwise
--json     prints for machines

Exit codes:
  0   every audit passed; outside CI also when some could not run, which the last line then says
  1   an audit failed; in CI (CI=true) also when one could not run
  64  the command line is wrong`;

const { values, positionals } = commandLine();
if (values.help) {
  console.log(usage);
  process.exit(0);
}
const seconds = values.timeout === undefined ? DEFAULT_SECONDS : Number(values.timeout);
if (!(seconds > 0)) refuse(`--timeout ${values.timeout}: expected a number of seconds above 0.`);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) refuse(`Unknown audit ${unknown.join(", ")}.`);

for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
]) {
  process.once(signal, () => process.exit(code)); // whose exit handlers end what still runs
}

const inCi = process.env.CI === "true";
const chosen = audits.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
const sideBySide = Math.min(chosen.length, availableParallelism());
console.error(`${chosen.map(({ name }) => name).join(", ")}: ${sideBySide} at a time …`);
const results = await runAll();
const verdict = judge();
console.log(values.json ? asJson(results, verdict) : asText(results, verdict));
process.exitCode = verdict.isClean ? 0 : 1; // not exit(): a pipe would lose what is not written yet

/** In the order of the list, whatever ended first. */
async function runAll() {
  const waiting = chosen.map((audit, index) => ({ audit, index }));
  const ended = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      ended[next.index] = await runAudit(next.audit, seconds);
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, worker));
  return ended;
}

/** CI must not call clean what nobody looked at; a laptop without network may. */
function judge() {
  const named = (outcome) => results.filter((result) => result.outcome === outcome).map(({ name }) => name);
  const [failed, notRun] = [named("failed"), named("could not run")];
  return { inCi, failed, notRun, isClean: failed.length === 0 && !(inCi && notRun.length > 0) };
}

function commandLine() {
  const options = { json: { type: "boolean" }, timeout: { type: "string" }, help: { type: "boolean" } };
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return refuse(error.message);
  }
}

function refuse(problem) {
  console.error(`${problem}\n\n${usage}`);
  process.exit(64);
}
