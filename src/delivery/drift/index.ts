import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { paths } from "../paths";
import type { PlanSettings } from "../plan";
import type { Progress } from "../progress";
import { resourcesOf } from "../synth";
import { estateCommand, stateAddresses } from "../terraform";
import type { Workspace } from "../workspace";
import { driftFindings, type DriftFinding } from "./findings";

export type { DriftFinding, DriftedValue } from "./findings";
export { renderDrift } from "./render";

/**
 * Compares the state of a deployment with the live estate, and changes neither.
 * @throws Failure when nothing is deployed, or Terraform fails
 */
export async function findDrift(
  { terraform, stack }: Workspace,
  settings: PlanSettings,
  progress: Progress,
): Promise<readonly DriftFinding[]> {
  mkdirSync(paths.home(), { recursive: true });
  const folder = mkdtempSync(join(paths.home(), "drift-")); // a plan holds secrets: nobody else may read the folder
  const out = join(folder, "drift.tfplan");
  try {
    await progress.step("Compare the state with AWS", () => terraform.plan({ out, refreshOnly: true, ...settings }));
    const plan = await terraform.show(out);
    if (stateAddresses(plan.prior_state?.values?.root_module).length === 0) throw nothingDeployed(terraform.context);
    return driftFindings(plan, resourcesOf(stack));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function nothingDeployed(context: Workspace["terraform"]["context"]): Failure {
  return new Failure(`Nothing of ${context.deployment} is deployed, so that nothing can have drifted.`, {
    fix: `Deploy it first: ${estateCommand(context, "deploy")}`,
  });
}
