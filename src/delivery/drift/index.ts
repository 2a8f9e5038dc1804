import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { awsClients } from "../aws/clients";
import { Failure } from "../failure";
import { paths } from "../paths";
import type { PlanSettings } from "../plan";
import type { Progress } from "../progress";
import { placesOf } from "../review";
import { resourcesOf } from "../synth";
import { estateCommand, stateAddresses } from "../terraform";
import type { Workspace } from "../workspace";
import { adviceFor } from "./advice";
import { findAuthors } from "./authors";
import { driftFindings, type DriftFinding } from "./findings";
import { pendingChanges, type PendingChange } from "./pending";
import { driftReport, type DriftReport } from "./report";
import { sourcesOf } from "./source";

export type { DriftClass } from "./consequences";
export type { DriftFinding, DriftedValue } from "./findings";
export { renderMarkdown } from "./markdown";
export { renderDrift, renderReport, summary } from "./render";
export { driftExitCode, type DriftReport, type ExplainedFinding } from "./report";

export interface DriftSettings extends PlanSettings {
  /** Make a whole plan: also what an apply of the present code would do. @default false, only compare state and AWS */
  readonly full?: boolean;
}

interface Drift {
  readonly findings: readonly DriftFinding[];
  /** Empty unless a whole plan was made. */
  readonly pending: readonly PendingChange[];
}

/**
 * Compares the state of a deployment with the live estate, and changes neither.
 * @throws Failure when nothing is deployed, or Terraform fails
 */
export async function findDrift(workspace: Workspace, settings: DriftSettings, progress: Progress): Promise<Drift> {
  const { terraform, stack } = workspace;
  const { full = false, lockTimeout } = settings;
  mkdirSync(paths.home(), { recursive: true });
  const folder = mkdtempSync(join(paths.home(), "drift-")); // a plan holds secrets: nobody else may read the folder
  const out = join(folder, "drift.tfplan");
  try {
    const title = full ? "Compare code, state and AWS" : "Compare the state with AWS";
    await progress.step(title, () => terraform.plan({ out, refreshOnly: !full, lockTimeout }));
    const plan = await terraform.show(out);
    if (stateAddresses(plan.prior_state?.values?.root_module).length === 0) throw nothingDeployed(terraform.context);
    const resources = resourcesOf(stack);
    const findings = driftFindings(plan, resources, full);
    return { findings, pending: full ? pendingChanges(plan, findings, placesOf(stack)) : [] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Drift with who probably caused it, where the code says otherwise, and what to do. Changes nothing.
 * @throws Failure when nothing is deployed, or Terraform fails
 */
export async function explainDrift(
  workspace: Workspace,
  settings: DriftSettings,
  progress: Progress,
): Promise<DriftReport> {
  const { deployment, stack, target, terraform } = workspace;
  const { findings, pending } = await findDrift(workspace, settings, progress);
  const mode = settings.full ? "full" : "refresh-only";
  const facts = { deployment: stack.name, target: target.kind, mode, ...(settings.full && { pending }) } as const;
  if (findings.length === 0) return driftReport({ ...facts, findings: [] });
  // An emulator has no limit that must be kept.
  const pauseMs = target.kind === "sandbox" ? 0 : undefined;
  const [authors, source] = await progress.step("Ask CloudTrail who wrote to it, and find the lines of code", () =>
    Promise.all([
      findAuthors(findings, awsClients(target, deployment.region), pauseMs),
      sourcesOf(stack.name, terraform.context.from),
    ]),
  );
  return driftReport({
    ...facts,
    findings: findings.map((finding, index) => {
      const place = source(finding.address);
      const advice = adviceFor(finding, place, terraform.context);
      return { ...finding, author: authors[index]!, ...(place && { source: place }), advice };
    }),
  });
}

function nothingDeployed(context: Workspace["terraform"]["context"]): Failure {
  return new Failure(`Nothing of ${context.deployment} is deployed, so that nothing can have drifted.`, {
    fix: `Deploy it first: ${estateCommand(context, "deploy")}`,
  });
}
