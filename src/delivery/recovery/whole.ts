import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { paths } from "../paths";
import { estateCommand, type PlanJson } from "../terraform";
import type { Workspace } from "../workspace";

/**
 * Asks AWS, by a refresh of this one resource, whether it exists at all. Changes nothing.
 * @throws Failure when AWS does not have it: then the mark is right, and the next plan makes the resource
 */
export async function requireInAws({ terraform, deployment, target }: Workspace, address: string): Promise<void> {
  const folder = paths.plan(target.kind, deployment.name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, "recover.tfplan"); // holds values of the state in clear
  await terraform.init();
  try {
    await terraform.execute("plan", "-input=false", "-json", "-refresh-only", `-target=${address}`, `-out=${file}`);
    if (!isGone(await terraform.show(file), address)) return;
  } finally {
    rmSync(file, { force: true });
  }
  throw new Failure(`AWS does not have ${address}: it stays marked, and the next plan makes it.`, {
    fix: `Read what is planned: ${estateCommand(terraform.context, "plan")}`,
  });
}

/** Whether a refresh found a resource no more. Pure. */
export function isGone({ resource_drift: drift = [] }: PlanJson, address: string): boolean {
  return drift.some((change) => change.address === address && change.change.actions.includes("delete"));
}
