import { Failure } from "../failure";
import type { Target } from "../target";
import { logTail, readAnnouncement } from "./files";
import { findRunning } from "./health";

export { down, reset, up, type DownResult, type UpOptions, type UpResult } from "./lifecycle";
export { renderStatus, status, type SandboxStatus } from "./status";

export type SandboxTarget = Target & { readonly kind: "sandbox" };

/**
 * The running sandbox as a target.
 * @throws Failure when it does not run, with its last lines when it was killed
 */
export async function findSandbox(): Promise<SandboxTarget> {
  const running = await findRunning();
  if (running) return { kind: "sandbox", endpoint: running.endpoint };
  const killed = readAnnouncement();
  const what = killed
    ? `The sandbox (pid ${killed.pid}, started ${killed.startedAt}) no longer answers. Its last lines:\n${logTail()}`
    : "The sandbox is not running.";
  throw new Failure(what, { fix: "Run `npx estate sandbox up`." });
}
