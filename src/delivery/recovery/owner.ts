import { readFileSync, readlinkSync } from "node:fs";
import { basename } from "node:path";
import { run } from "../process";
import { recoverOperation } from "../state";
import type { Target } from "../target";
import type { LockHolder } from "../terraform";
import { terraformCommand } from "../terraform/binary";

/** A terraform that runs on this machine. */
export interface TerraformProcess {
  readonly pid: number;
  readonly started: Date;
  /** Where it runs; `undefined` where the system does not tell. */
  readonly folder?: string;
  /** The sandbox that it works on; `undefined` for AWS, or where the system does not tell. */
  readonly sandbox?: string;
}

/** `alive` on this machine, `gone` from it, or `unknown`: on another machine, or perhaps one of the processes here. */
export type LockOwner =
  { readonly kind: "alive"; readonly pid: number } | { readonly kind: "gone" } | { readonly kind: "unknown" };

/** A lock is noted a moment after its process began; clocks of `ps` are whole seconds. */
const CLOCK_MILLIS = 5_000;

/** Whether the process that took a lock still runs. Pure. @param here this machine, and where the deployment is worked on from here */
export function lockOwner(
  lock: LockHolder,
  processes: readonly TerraformProcess[],
  here: { readonly machine: string; readonly folder: string; readonly target: Target },
): LockOwner {
  if (lock.who.split("@").at(-1) !== here.machine || lock.operation === recoverOperation) return { kind: "unknown" };
  const sandbox = here.target.kind === "sandbox" ? here.target.endpoint : undefined;
  const latest = Date.parse(lock.since) + CLOCK_MILLIS;
  const possible = processes.filter(
    (process) =>
      process.started.getTime() <= latest &&
      (process.folder === undefined ||
        (process.sandbox === sandbox && basename(process.folder) === basename(here.folder))),
  );
  const owner = possible.find(({ folder }) => folder === here.folder);
  if (owner) return { kind: "alive", pid: owner.pid };
  return { kind: possible.length > 0 ? "unknown" : "gone" };
}

/** Every terraform that runs on this machine. */
export async function terraformProcesses(now: Date): Promise<readonly TerraformProcess[]> {
  const { stdout } = await run("ps", ["-A", "-o", "pid=,etime=,comm="], { env: { ...process.env, LC_ALL: "C" } });
  return readProcesses(stdout, basename(terraformCommand()), now).map((found) => ({ ...found, ...placeOf(found.pid) }));
}

/** Reads what `ps -o pid=,etime=,comm=` prints, for one program. Pure. */
export function readProcesses(text: string, program: string, now: Date): readonly TerraformProcess[] {
  return text.split("\n").flatMap((line) => {
    const [, pid, days, clock, command = ""] = /^\s*(\d+)\s+(?:(\d+)-)?([\d:]+)\s+(.+?)\s*$/.exec(line) ?? [];
    if (basename(command) !== program) return [];
    const seconds = clock!.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) + Number(days ?? 0) * 86_400;
    return [{ pid: Number(pid), started: new Date(now.getTime() - seconds * 1000) }];
  });
}

/** Linux tells of the caller's own processes where they run and for whom. */
function placeOf(pid: number): Pick<TerraformProcess, "folder" | "sandbox"> {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
    const sandbox = environment.find((entry) => entry.startsWith("ESTATE_SANDBOX="))?.slice("ESTATE_SANDBOX=".length);
    return { folder: readlinkSync(`/proc/${pid}/cwd`), sandbox };
  } catch {
    return {}; // no /proc, or a process of somebody else's
  }
}
