import { healthAddressesOf } from "../../systems/health";
import { Failure, messageOf } from "../failure";
import { poll } from "../poll";
import type { Progress } from "../progress";
import { estateCommand } from "../terraform";
import type { Verdict } from "../verify";
import type { Workspace } from "../workspace";

/** A request's answer; `fetch`, or what a test puts in its place. */
export type Get = (url: string) => Promise<{ readonly status: number }>;

export interface Patience {
  readonly patienceSeconds: number;
  /** @default 5 */
  readonly pollSeconds?: number;
}

/** A plain request: no redirect counts as healthy. */
export const get: Get = (url) => fetch(url, { redirect: "manual", signal: AbortSignal.timeout(10_000) });

/** @throws Failure naming every check of the verification that fails */
export function requireVerified({ deployment, terraform }: Workspace, verdicts: readonly Verdict[]): void {
  const failed = verdicts.filter(({ status }) => status === "fail");
  if (failed.length === 0) return;
  const lines = failed.map(({ title, expected, found }) => `  - ${title}: expected ${expected}, found ${found}`);
  throw new Failure(`${failed.length} of ${verdicts.length} checks of ${deployment.name} fail:\n${lines.join("\n")}`, {
    fix: `See what Terraform would put right: ${estateCommand(terraform.context, "plan")}. The images before: docs/runbooks/release.md, "Go back".`,
  });
}

/**
 * Asks the deployment's public health addresses, one after the other, until each answers 200.
 * @throws Failure when one has not by the end of patience
 */
export async function requireHealthy(
  { deployment, target, terraform }: Workspace,
  patience: Patience,
  get: Get,
  progress: Progress,
): Promise<void> {
  const outputs = await terraform.outputs();
  for (const { output, path } of healthAddressesOf(deployment)) {
    const base = outputs[output]?.value;
    if (typeof base !== "string") throw unknownAddress(deployment.name, output);
    const url = `${base}${path}`;
    if (target.kind === "aws") await requireAnswer(url, patience, get, progress);
    else await progress.step(`Nobody answers ${url}: the sandbox runs no container`, () => Promise.resolve());
  }
}

async function requireAnswer(
  url: string,
  { patienceSeconds, pollSeconds = 5 }: Patience,
  get: Get,
  progress: Progress,
): Promise<void> {
  const ask = (): Promise<string> => get(url).then(({ status }) => String(status), messageOf);
  const last = await progress.step(`GET ${url}`, (say) =>
    poll(ask, { isOver: (said) => said === "200", patienceSeconds, pollSeconds, tell: say }),
  );
  if (last === "200") return;
  throw new Failure(`${url} does not answer 200 but: ${last}.`, {
    fix: 'Look into the service\'s logs (docs/runbooks/task-does-not-start.md), or go back: docs/runbooks/release.md, "Go back".',
  });
}

function unknownAddress(deployment: string, output: string): Failure {
  return new Failure(`${deployment} has no output ${output}, so that its health cannot be asked.`, {
    fix: "Register the output in the system, or correct src/systems/health.ts.",
  });
}
