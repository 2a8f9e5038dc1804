import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../failure";
import { EmulatorExit, isAlive, startEmulator, type Emulator } from "./emulator";
import {
  forgetEverything,
  forgetPlans,
  logTail,
  readAnnouncement,
  removeAnnouncement,
  sandboxFiles,
  savedAt,
  setDataAside,
} from "./files";
import { findRunning, type Running } from "./health";

const START_SECONDS = 60;
const STOP_SECONDS = 60;
const POLL_MS = 100;

export interface UpResult {
  readonly running: Running;
  /** "reused": it was running already; "restored": holds what was saved; "empty": holds nothing. */
  readonly state: "reused" | "restored" | "empty";
  /** What a person must know: data that is lost or void. */
  readonly warnings: readonly string[];
}

export interface UpOptions {
  /** @default the port of the last time when it is free, else any free one */
  readonly port?: number;
}

/**
 * Starts the sandbox in the background, or reuses the one that runs. Two callers at once get the same one: the emulator
 * locks its folder.
 * @throws Failure when the asked port is taken, when it runs on another port, or when it does not start
 */
export async function up(options: UpOptions = {}): Promise<UpResult> {
  const warnings: string[] = [];
  const deadline = Date.now() + START_SECONDS * 1000;
  let port = options.port ?? lastPort();
  while (Date.now() < deadline) {
    const running = await findRunning();
    if (running) return reuse(running, options, warnings);
    const killed = readAnnouncement();
    const emulator = startEmulator(port);
    const outcome = await settled(emulator, deadline);
    if (typeof outcome !== "number") return started(outcome, killed !== undefined, warnings);
    port = recover(outcome, port, options, warnings);
    await sleep(POLL_MS);
  }
  throw new Failure(`The sandbox did not start within ${START_SECONDS} s. Its last lines:\n${logTail()}`, {
    fix: "Look for an emulator that is still stopping; then run `npx estate sandbox up` again.",
  });
}

function reuse(running: Running, { port }: UpOptions, warnings: readonly string[]): UpResult {
  if (port && port !== running.announcement.port) {
    throw new Failure(`The sandbox already runs on port ${running.announcement.port}, not ${port}.`, {
      fix: `Run \`npx estate sandbox down\` first, then \`npx estate sandbox up --port ${port}\`.`,
    });
  }
  return { running, state: "reused", warnings };
}

function started(running: Running, wasKilled: boolean, warnings: string[]): UpResult {
  writeFileSync(sandboxFiles.lastPort(), String(running.announcement.port));
  const state = running.health.restored ? "restored" : "empty";
  if (wasKilled) warnings.push(lossWarning(state));
  if (state === "empty") forgetPlans();
  return { running, state, warnings };
}

function lossWarning(state: "restored" | "empty"): string {
  const now = state === "restored" ? `is as it was saved at ${savedAt()?.toISOString()}` : "is empty";
  return `The sandbox was killed before it could save: it ${now}, and what came later is lost.`;
}

/** Waits for the emulator to answer or to end: the running one, or its exit code. */
async function settled(emulator: Emulator, deadline: number): Promise<Running | number> {
  while (Date.now() < deadline) {
    const code = emulator.exited();
    if (code !== undefined) return code;
    const running = await findRunning();
    if (running) return running;
    await sleep(POLL_MS);
  }
  throw new Failure(`The sandbox does not answer after ${START_SECONDS} s. Its last lines:\n${logTail()}`, {
    fix: "Run `npx estate sandbox reset`, then `npx estate sandbox up`.",
  });
}

/** Decides after a refused start whether and where to try again. Returns the port of the next try. */
function recover(exitCode: number, port: number, options: UpOptions, warnings: string[]): number {
  const why = logTail(1);
  if (exitCode === EmulatorExit.inUse) return port; // another `up` started it, or a `down` is still saving
  if (exitCode === EmulatorExit.portTaken && options.port === undefined) return 0;
  if (exitCode === EmulatorExit.portTaken) {
    throw new Failure(`Port ${port} cannot be used: ${why}`, {
      fix: `End what listens there (\`ss -ltnp 'sport = :${port}'\`), or leave out --port to take a free one.`,
    });
  }
  if (exitCode === EmulatorExit.unusableData) {
    setDataAside();
    warnings.push(
      `${why} The sandbox is empty, and any Terraform state that points at its former content is void (kept as ${sandboxFiles.data()}.void).`,
    );
    return port;
  }
  throw new Failure(`The sandbox ended with exit code ${exitCode}. Its last lines:\n${logTail()}`, {
    fix: "Run `npx estate doctor`; if its tools are fine, `npx estate sandbox reset`.",
  });
}

function lastPort(): number {
  const file = sandboxFiles.lastPort();
  return existsSync(file) ? Number(readFileSync(file, "utf8")) || 0 : 0;
}

export interface DownResult {
  readonly stopped: boolean;
  /** When the data on disk was written. */
  readonly savedAt?: Date;
}

/**
 * Ends the sandbox after it saved everything. Only ever signals the process that proved to be our emulator.
 * @throws Failure when it ends without saving, or does not end
 */
export async function down(): Promise<DownResult> {
  const running = await findRunning();
  if (!running) {
    refuseStranger();
    removeAnnouncement();
    return { stopped: false, savedAt: savedAt() };
  }
  const { pid } = running.announcement;
  const before = savedAt();
  process.kill(pid, "SIGTERM");
  const deadline = Date.now() + STOP_SECONDS * 1000;
  while (readAnnouncement() && isAlive(pid) && Date.now() < deadline) await sleep(POLL_MS);
  const after = savedAt();
  if (readAnnouncement() || !after || (before && after <= before)) {
    const age = after ? `the saved data is of ${after.toISOString()}` : "nothing was ever saved";
    throw new Failure(
      `The sandbox (pid ${pid}) was told to stop and did not save: ${age}. Its last lines:\n${logTail()}`,
      {
        fix: "`npx estate sandbox up` restores what is saved; `npx estate sandbox reset` starts afresh.",
      },
    );
  }
  return { stopped: true, savedAt: after };
}

/** An announced process that lives but does not answer might be our hung emulator or a stranger with a reused pid: a person must look. */
function refuseStranger(): void {
  const announcement = readAnnouncement();
  if (!announcement || !isAlive(announcement.pid)) return;
  throw new Failure(
    `Process ${announcement.pid} does not answer as the sandbox on port ${announcement.port}; it was not ended.`,
    {
      fix: `Look at it with \`ps -fp ${announcement.pid}\`. If it is estate_sandbox, end it with \`kill -9 ${announcement.pid}\`; if not, delete ${sandboxFiles.announcement()}.`,
    },
  );
}

/** Ends the sandbox and forgets all it held: data, log, saved plans. */
export async function reset(): Promise<void> {
  await down();
  forgetEverything();
}
