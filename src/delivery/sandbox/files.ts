import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { paths } from "../paths";

/** The folder of this sandbox and what the emulator keeps in it (sandbox/estate_sandbox/home.py writes all but the log). */
export const sandboxFiles = {
  folder: (): string => paths.sandbox(),
  announcement: (): string => join(paths.sandbox(), "sandbox.json"),
  data: (): string => join(paths.sandbox(), "sandbox.data"),
  log: (): string => join(paths.sandbox(), "server.log"),
  lastPort: (): string => join(paths.sandbox(), "last-port"),
} as const;

/** What a running emulator says of itself; left behind only by one that was killed. */
export interface Announcement {
  readonly pid: number;
  readonly port: number;
  /** Random, known only to the emulator and this file: proves that the one who answers on the port is ours. */
  readonly token: string;
  readonly startedAt: string;
}

/** The announcement in this folder, or undefined when no emulator runs or crashed here. */
export function readAnnouncement(): Announcement | undefined {
  const file = sandboxFiles.announcement();
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Announcement) : undefined;
}

/** Forgets an emulator that was killed. */
export function removeAnnouncement(): void {
  rmSync(sandboxFiles.announcement(), { force: true });
}

/** When the data was last saved. */
export function savedAt(): Date | undefined {
  const file = sandboxFiles.data();
  return existsSync(file) ? statSync(file).mtime : undefined;
}

/** Keeps data that cannot be restored out of the way, beside the new one, for whoever wants to look at it. */
export function setDataAside(): void {
  renameSync(sandboxFiles.data(), `${sandboxFiles.data()}.void`);
}

/** Saved plans belong to what the sandbox held when they were made. */
export function forgetPlans(): void {
  rmSync(join(paths.home(), "plans", "sandbox"), { recursive: true, force: true });
}

/** Removes the sandbox's data, log and plans and, unless `ESTATE_HOME` isolates this one, Terraform's sandbox settings beside the synthesized stacks. */
export function forgetEverything(): void {
  rmSync(sandboxFiles.folder(), { recursive: true, force: true });
  forgetPlans();
  const stacks = join(paths.synthesized, "stacks");
  if (process.env.ESTATE_HOME || !existsSync(stacks)) return;
  for (const stack of readdirSync(stacks))
    rmSync(join(stacks, stack, ".terraform-sandbox"), { recursive: true, force: true });
}

/** The last lines of the emulator's log: where the reason of its end stands. */
export function logTail(lines = 10): string {
  const file = sandboxFiles.log();
  if (!existsSync(file)) return "(no log)";
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n");
}
