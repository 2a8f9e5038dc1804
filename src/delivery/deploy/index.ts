import { Failure } from "../failure";
import {
  differencesBetween,
  hasChanges,
  makePlan,
  planFacts,
  requireSamePlace,
  requireUnblocked,
  reviewPlan,
  SavedPlan,
  type DescribedPlan,
  type PlanMeta,
  type PlanSettings,
  type Review,
} from "../plan";
import type { Progress } from "../progress";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { applyAndRecord, requireUnedited, type ApplySettings } from "./apply";
import { staleness } from "./stale";

export { applyAndRecord, requireUnedited, type ApplySettings } from "./apply";
export { conclude, recordApply, type Attempt, type Conclusion } from "./conclude";

export interface DeploySettings extends PlanSettings, ApplySettings {
  /**
   * Shows a review that nobody has read yet and returns whether to go on; may throw a Failure that says how to approve.
   * `differences`: what the plan does otherwise than the reviewed one; empty when none was named.
   */
  readonly approve: (review: Review, differences: readonly string[]) => Promise<boolean>;
  /** The facts of a plan that was reviewed elsewhere: one that does the same is applied without asking. @default none */
  readonly reviewed?: PlanMeta;
}

/** `applied`; `unchanged` when there was nothing to do; `declined` when the person said no. */
export type DeployOutcome = "applied" | "unchanged" | "declined";

export interface Deployed {
  readonly outcome: DeployOutcome;
  readonly review: Review;
}

/**
 * Applies exactly the saved, reviewed plan; with none saved, or one reviewed elsewhere, plans first and asks unless it does
 * what was reviewed. Every apply is recorded.
 * @throws Failure when the plan is stale, edited, blocked (exit code 3), or Terraform fails
 */
export async function deploy(workspace: Workspace, settings: DeploySettings, progress: Progress): Promise<Deployed> {
  const saved = new SavedPlan(workspace.deployment.name, workspace.target.kind);
  const meta = saved.meta();
  if (meta && !settings.reviewed) return deploySaved(workspace, saved, meta, settings, progress);
  const { stack, deployment, terraform } = workspace;
  const here = { deployment: stack.name, account: deployment.account };
  if (settings.reviewed) requireSamePlace(here, settings.reviewed, estateCommand(terraform.context, "plan"));
  const plan = await makePlan(workspace, settings, progress);
  const end = (outcome: DeployOutcome): Deployed => ({ outcome, review: plan.review });
  try {
    requireUnblocked(workspace, plan.review.blocked);
    if (!hasChanges(plan.review)) return end("unchanged");
    if (!(await isApproved(plan, settings))) return end("declined");
    await applyAndRecord(workspace, plan, settings, progress);
    return end("applied");
  } finally {
    saved.remove();
  }
}

async function isApproved({ review, meta }: DescribedPlan, { approve, reviewed }: DeploySettings): Promise<boolean> {
  if (!reviewed) return approve(review, []);
  const differences = differencesBetween(reviewed.fingerprint, meta.fingerprint);
  return differences.length === 0 || approve(review, differences);
}

async function deploySaved(
  workspace: Workspace,
  saved: SavedPlan,
  meta: PlanMeta,
  settings: DeploySettings,
  progress: Progress,
): Promise<Deployed> {
  const review = await progress.step(`Check the plan of ${meta.created}`, async () => {
    requireFresh(workspace, meta, await planFacts(workspace));
    requireUnedited(workspace, meta, saved.file);
    return reviewPlan(workspace, saved.file);
  });
  requireUnblocked(workspace, review.blocked);
  const changes = hasChanges(review);
  if (changes) await applyAndRecord(workspace, { review, meta, saved }, settings, progress);
  saved.remove();
  return { outcome: changes ? "applied" : "unchanged", review };
}

function requireFresh({ terraform, stack }: Workspace, meta: PlanMeta, now: Parameters<typeof staleness>[1]): void {
  const reasons = staleness(meta, now);
  if (reasons.length === 0) return;
  throw new Failure(
    `The saved plan of ${stack.name}, made ${meta.created}, is stale:\n${reasons.map((reason) => `  - ${reason}`).join("\n")}`,
    {
      fix: `Plan again and read the new review: ${estateCommand(terraform.context, "plan")}`,
    },
  );
}
