import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { Failure } from "./failure";
import { interruptSignals } from "./interrupt";

export type OutputStream = "stdout" | "stderr";

export interface RunOptions {
  readonly cwd?: string;
  /** The child's complete environment. @default this process's own */
  readonly env?: NodeJS.ProcessEnv;
  /** Called for each line as it is written. */
  readonly onLine?: (line: string, stream: OutputStream) => void;
  /** Aborting asks the child to stop cleanly (SIGINT), once. */
  readonly signal?: AbortSignal;
  /** Text given on standard input. @default nothing: the child reads end-of-file and cannot wait for an answer */
  readonly input?: string;
  /** "inherit" hands the terminal to the child and captures nothing. @default "capture" */
  readonly output?: "capture" | "inherit";
}

export interface RunResult {
  /** Exit code; 128 + signal number when a signal ended the child. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** True when a person or `signal` asked the child to stop. */
  readonly interrupted: boolean;
}

/**
 * Runs a child to its end and returns what it wrote; a non-zero code is the caller's to judge.
 * The child has a process group of its own, so that Ctrl-C reaches it exactly once, through us.
 * @throws Failure when the program cannot be started
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const inherit = options.output === "inherit";
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: inherit ? "inherit" : [options.input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  const stdout = capture(child.stdout, "stdout", options.onLine);
  const stderr = capture(child.stderr, "stderr", options.onLine);
  child.stdin?.on("error", () => undefined); // a child that ends without reading its input says so by its exit code
  child.stdin?.end(options.input);
  const interruption = forwardInterrupts(child, command, options.signal);
  try {
    const code = await exitCode(child, command);
    return { code, stdout: await stdout, stderr: await stderr, interrupted: interruption.count() > 0 };
  } finally {
    interruption.stop();
  }
}

async function capture(stream: Readable | null, name: OutputStream, onLine: RunOptions["onLine"]): Promise<string> {
  if (!stream) return "";
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  if (onLine) createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => onLine(line, name));
  return new Promise((resolve, reject) => {
    stream.on("error", reject);
    stream.on("close", () => resolve(Buffer.concat(chunks).toString("utf8")));
  });
}

function exitCode(child: ChildProcess, command: string): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on("error", (cause) => reject(cannotStart(command, cause)));
    child.on("close", (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

function cannotStart(command: string, cause: NodeJS.ErrnoException): Failure {
  const why = cause.code === "ENOENT" ? "it is not installed or not on PATH" : cause.message;
  return new Failure(`Cannot start ${command}: ${why}.`, { fix: "Run `make setup`, then `npx estate doctor`.", cause });
}

interface Interruption {
  count(): number;
  stop(): void;
}

/**
 * The first interrupt asks the child to stop cleanly. The second only explains what forcing would cost; the third forces.
 */
function forwardInterrupts(child: ChildProcess, command: string, abort: AbortSignal | undefined): Interruption {
  const program = command.split("/").pop() ?? command;
  let count = 0;
  let last = -Infinity;
  const interrupt = (): void => {
    // One Ctrl-C arrives twice under npx: from the terminal and passed on by npm.
    if (performance.now() - last < samePressMillis) return;
    last = performance.now();
    count += 1;
    if (count !== 2) child.kill("SIGINT");
    const text = explanations[Math.min(count, explanations.length) - 1];
    sayOnce(`\n${text?.replaceAll("PROGRAM", program)}\n`);
  };
  for (const signal of interruptSignals) process.on(signal, interrupt);
  abort?.addEventListener("abort", interrupt, { once: true });
  return {
    count: () => count,
    stop: () => {
      for (const signal of interruptSignals) process.off(signal, interrupt);
      abort?.removeEventListener("abort", interrupt);
    },
  };
}

const samePressMillis = 250;

let said = { text: "", at: -Infinity };

/** One press reaches every child that runs; it is explained once. */
function sayOnce(text: string): void {
  const now = performance.now();
  if (said.text === text && now - said.at < samePressMillis) return;
  said = { text, at: now };
  process.stderr.write(text);
}

const explanations = [
  "Interrupted: waiting for PROGRAM to finish what is under way and to save its state.",
  "Still waiting for PROGRAM to stop cleanly. Press Ctrl-C a third time to abandon it: what is under way may be lost from the state.",
  "PROGRAM was told to stop at once: look at its last lines for what was lost.",
];
