import { spawn } from "node:child_process";
import { existsSync, mkdirSync, openSync, closeSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { paths } from "../paths";
import { sandboxFiles } from "./files";

/** Exit codes of the emulator (sandbox/estate_sandbox/__main__.py). */
export const EmulatorExit = { unusableData: 3, portTaken: 4, inUse: 5 } as const;

/** A started emulator: `exited` is its exit code once it ended, undefined while it runs. */
export interface Emulator {
  exited(): number | undefined;
}

/**
 * Starts the emulator in the background, in a session of its own, so that it outlives this command and its terminal.
 * It gets none of the caller's variables: no credential, no proxy, no setting of moto.
 * @throws Failure when its tools are not installed
 */
export function startEmulator(port: number): Emulator {
  const python = join(paths.tools, "moto", "bin", "python");
  if (!existsSync(python)) {
    throw new Failure(`The sandbox's Python tools are not installed (${python}).`, { fix: "Run `make setup`." });
  }
  mkdirSync(sandboxFiles.folder(), { recursive: true, mode: 0o700 });
  const log = openSync(sandboxFiles.log(), "a", 0o600);
  const args = ["-u", "-m", "estate_sandbox", "--home", sandboxFiles.folder(), "--port", String(port)];
  const { PATH, HOME, LANG, TMPDIR } = process.env;
  const child = spawn(python, args, {
    cwd: join(paths.root, "sandbox"),
    detached: true,
    env: { PATH, HOME, LANG, TMPDIR, PYTHONDONTWRITEBYTECODE: "1" },
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  let code: number | undefined;
  child.on("exit", (exitCode, signal) => (code = exitCode ?? (signal ? -1 : 0)));
  child.on("error", () => (code = -1));
  return { exited: () => code };
}

/** True while the process exists. One that only waits to be collected by its parent counts as ended once it withdrew its announcement. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
