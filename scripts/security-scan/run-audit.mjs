import { isAbsolute } from "node:path";
import { findProgram } from "../setup/lib/programs.mjs";
import { execute } from "./execute.mjs";
import { couldNotRun } from "./judges.mjs";

/** Runs one audit to its verdict; whatever goes wrong is a verdict too. */
export async function runAudit(audit, patienceSeconds) {
  const start = performance.now();
  const verdict = await verdictOf(audit, patienceSeconds).catch((error) => couldNotRun(error.message));
  return { name: audit.name, seconds: Math.round((performance.now() - start) / 100) / 10, ...verdict };
}

async function verdictOf(audit, patienceSeconds) {
  const program = isAbsolute(audit.program) ? audit.program : findProgram(audit.program, audit.folders);
  if (!program) return couldNotRun(`${audit.program} is missing`, { fix: "make setup" });
  const { reason, fix, cwd = audit.cwd } = (await audit.prepare?.()) ?? {};
  if (reason) return couldNotRun(reason, { fix });
  const ended = await execute(program, audit.args, { cwd, patienceSeconds });
  if (ended.error) return couldNotRun(`${audit.program} cannot be started: ${ended.error}`);
  if (ended.isLate) return couldNotRun(`timed out after ${patienceSeconds} s`);
  if (ended.signal) return couldNotRun(`ended by ${ended.signal}`);
  return audit.judge(ended);
}
