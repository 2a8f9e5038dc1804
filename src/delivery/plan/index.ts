import { chmodSync } from "node:fs";
import { awsClients } from "../aws/clients";
import { Failure } from "../failure";
import { judgePlan, type Finding } from "../gate";
import { placesOf, review, typescriptLines, type Review } from "../review";
import type { SourceLocation } from "../source-location";
import type { Progress } from "../progress";
import { planWithRecovery } from "../recovery";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { currentCommit } from "../commit";
import { fingerprintOf, type PlanFingerprint } from "./fingerprint";
import { requirePrerequisites } from "../preflight/prerequisites";
import { hashOf, SavedPlan, type PlanFacts, type PlanMeta } from "./saved";

export { requireSamePlace } from "./compare";
export { differencesBetween, type PlanFingerprint } from "./fingerprint";
export { renderJson, renderMarkdown, renderText, summary, type Review } from "../review";
export { hashOf, readMeta, SavedPlan, type PlanFacts, type PlanMeta } from "./saved";

export interface PlanSettings {
  /** Wait this long for a held lock, such as `10m`. @default not at all */
  readonly lockTimeout?: string;
}

/** A plan in words, and what it was made from. */
export interface DescribedPlan {
  readonly review: Review;
  readonly meta: PlanMeta;
}

export interface PlannedDeployment extends DescribedPlan {
  readonly saved: SavedPlan;
}

/** Plans a deployment, judges the plan, and saves it with its review for `estate deploy`. */
export async function planDeployment(
  workspace: Workspace,
  settings: PlanSettings,
  progress: Progress,
): Promise<PlannedDeployment> {
  const planned = await makePlan(workspace, settings, progress);
  planned.saved.complete(planned.meta, planned.review);
  return planned;
}

/** Plans and judges. What lies there afterwards does not count as a saved plan: no later command applies it. */
export async function makePlan(
  workspace: Workspace,
  settings: PlanSettings,
  progress: Progress,
): Promise<PlannedDeployment> {
  const { deployment, stack, target } = workspace;
  const saved = new SavedPlan(deployment.name, target.kind);
  saved.prepare();
  await requirePrerequisites(stack, () => awsClients(target, deployment.region));
  const [changes, sources] = await progress.step("Plan", (say) =>
    Promise.all([
      planWithRecovery(workspace, saved.folder, { out: saved.file, ...settings }, say),
      typescriptLines(stack), // while Terraform waits for AWS
    ]),
  );
  chmodSync(saved.file, 0o600);
  const described = await progress.step("Review", () => describePlan(workspace, saved.file, sources));
  return { review: described.review, meta: { ...described.meta, changes }, saved };
}

/**
 * Reads a plan file, judges it by the rules of today, and says what it was made from.
 * @param sources the TypeScript line of each resource. @default where the synthesized JSON says it comes from
 */
export async function describePlan(
  workspace: Workspace,
  planFile: string,
  sources?: ReadonlyMap<string, SourceLocation>,
): Promise<DescribedPlan> {
  const planHash = hashOf(planFile); // first: a file that is swapped while it is read is then not the one judged
  const [{ review: judged, fingerprint }, facts, commit] = await Promise.all([
    readPlan(workspace, planFile, sources),
    planFacts(workspace),
    currentCommit(),
  ]);
  const meta: PlanMeta = {
    ...facts,
    created: new Date().toISOString(),
    changes: hasChanges(judged),
    blocked: judged.blocked.length > 0,
    planHash,
    fingerprint,
    commit,
  };
  return { review: judged, meta };
}

/** Reads a plan file and judges it by the rules of today. */
export async function reviewPlan(workspace: Workspace, planFile: string): Promise<Review> {
  return (await readPlan(workspace, planFile)).review;
}

async function readPlan(
  workspace: Workspace,
  planFile: string,
  sources?: ReadonlyMap<string, SourceLocation>,
): Promise<{ readonly review: Review; readonly fingerprint: PlanFingerprint }> {
  const { terraform, stack, target } = workspace;
  const plan = await terraform.show(planFile);
  const { blocked, waived } = await judgePlan(workspace, plan);
  const places = placesOf(stack, sources);
  return {
    review: review({ deployment: stack.name, target: target.kind, plan, blocked, waived, places }),
    fingerprint: fingerprintOf(plan),
  };
}

export function hasChanges({ changes, outputs }: Review): boolean {
  return changes.length > 0 || outputs.length > 0;
}

/** What a plan made now would be made from. */
export async function planFacts({ terraform, stack, deployment, target }: Workspace): Promise<PlanFacts> {
  const [terraformVersion, { serial, lineage }] = await Promise.all([terraform.version(), terraform.state()]);
  return {
    deployment: stack.name,
    target,
    account: deployment.account,
    digest: stack.digest,
    terraformVersion,
    providerLock: terraform.providerLock(),
    state: { serial, lineage },
  };
}

/** @throws Failure (exit code 3) when the gate found anything */
export function requireUnblocked({ terraform, stack }: Workspace, blocked: readonly Finding[]): void {
  if (blocked.length === 0) return;
  throw new Failure(`Blocked: this plan of ${stack.name} is not applied.\n${blocked.map(blockedLine).join("\n")}`, {
    fix: [
      `After that, plan again: ${estateCommand(terraform.context, "plan")}`,
      `On purpose? Waive exactly that, in a reviewed change: ${estateCommand(terraform.context, "waive")}`,
    ].join("\n"),
    exitCode: 3,
  });
}

function blockedLine({ message, fix, rule, control }: Finding): string {
  return `  - ${message} [${rule}, ${control}]\n    Fix: ${fix}`;
}
