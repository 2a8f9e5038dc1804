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
import { SavedPlan, type PlanFacts, type PlanMeta } from "./saved";

export { differencesBetween, type PlanFingerprint } from "./fingerprint";
export { renderJson, renderMarkdown, renderText, summary, type Review } from "../review";
export { readMeta, SavedPlan, type PlanFacts, type PlanMeta } from "./saved";

export interface PlanSettings {
  /** Wait this long for a held lock, such as `10m`. @default not at all */
  readonly lockTimeout?: string;
}

export interface PlannedDeployment {
  readonly review: Review;
  readonly meta: PlanMeta;
  readonly saved: SavedPlan;
}

/** Plans a deployment, judges the plan, and saves it with its review for `estate deploy`. */
export async function planDeployment(
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
  const [{ review: judged, fingerprint }, facts, commit] = await progress.step("Review", () =>
    Promise.all([readPlan(workspace, saved.file, sources), planFacts(workspace), currentCommit()]),
  );
  const meta: PlanMeta = {
    ...facts,
    created: new Date().toISOString(),
    changes,
    blocked: judged.blocked.length > 0,
    planHash: saved.hash(),
    fingerprint,
    commit,
  };
  saved.complete(meta, judged);
  return { review: judged, meta, saved };
}

/** Reads a plan file and judges it by the rules of today. */
export async function reviewPlan(workspace: Workspace, planFile: string): Promise<Review> {
  return (await readPlan(workspace, planFile)).review;
}

/** @param sources the TypeScript line of each resource. @default where the synthesized JSON says it comes from */
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
