import { spawn } from "node:child_process";
import { delimiter } from "node:path";
import { searchPath } from "../setup/lib/programs.mjs";

const running = new Set();
process.on("exit", () => running.forEach(end));

/** Runs a program to its end or to the end of patience, then with all that it started. Never throws. */
export function execute(program, args, { cwd, patienceSeconds }) {
  return new Promise((resolve) => {
    // Plain text without traces: people read it. A process group of its own: what it starts can be ended with it.
    const env = { ...process.env, PATH: searchPath().join(delimiter), NO_COLOR: "1", RUST_BACKTRACE: "0" };
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const output = { stdout: [], stderr: [] };
    for (const stream of ["stdout", "stderr"]) child[stream].on("data", (chunk) => output[stream].push(chunk));
    running.add(child);
    const settle = (ended) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(ended);
    };
    const timer = setTimeout(() => {
      end(child);
      child.stdout.destroy(); // one that left the group must not keep us waiting for its output
      child.stderr.destroy();
      settle({ isLate: true });
    }, patienceSeconds * 1000);
    child.on("error", (error) => settle({ error: error.message }));
    child.on("close", (code, signal) => {
      const [stdout, stderr] = [output.stdout, output.stderr].map((chunks) => Buffer.concat(chunks).toString("utf8"));
      settle({ code, signal, stdout, stderr });
    });
  });
}

function end({ pid }) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // ended by itself in the meantime
  }
}
