import { Failure } from "../failure";
import {
  planDeployment,
  planFacts,
  requireUnblocked,
  reviewPlan,
  SavedPlan,
  type PlanMeta,
  type PlanSettings,
  type Review,
} from "../plan";
import type { Progress } from "../progress";
import { ApplyJournal, backUpState } from "../recovery";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { ApplyProgress } from "./apply-progress";
import { staleness } from "./stale";

export interface DeploySettings extends PlanSettings {
  /** Shows a review that nobody has read yet and returns whether to go on; may throw a Failure that says how to approve. */
  readonly approve: (review: Review) => Promise<boolean>;
}

/** `applied`; `unchanged` when there was nothing to do; `declined` when the person said no. */
export type DeployOutcome = "applied" | "unchanged" | "declined";

/**
 * Applies exactly the saved, reviewed plan; with none saved, plans and asks first.
 * @throws Failure when the plan is stale, blocked (exit code 3), or Terraform fails
 */
export async function deploy(
  workspace: Workspace,
  settings: DeploySettings,
  progress: Progress,
): Promise<DeployOutcome> {
  const saved = new SavedPlan(workspace.deployment.name, workspace.target.kind);
  const meta = saved.meta();
  if (meta) return deploySaved(workspace, saved, meta, settings, progress);
  const { review } = await planDeployment(workspace, settings, progress);
  try {
    requireUnblocked(workspace, review.blocked);
    if (!hasChanges(review)) return "unchanged";
    if (!(await settings.approve(review))) return "declined";
    await applyPlan(workspace, saved, review, settings, progress);
    return "applied";
  } finally {
    saved.remove(); // made and shown by this command alone: never left for a later one
  }
}

async function deploySaved(
  workspace: Workspace,
  saved: SavedPlan,
  meta: PlanMeta,
  settings: PlanSettings,
  progress: Progress,
): Promise<DeployOutcome> {
  const review = await progress.step(`Check the plan of ${meta.created}`, async () => {
    requireFresh(workspace, meta, await planFacts(workspace));
    return reviewPlan(workspace, saved.file);
  });
  requireUnblocked(workspace, review.blocked);
  if (hasChanges(review)) await applyPlan(workspace, saved, review, settings, progress);
  saved.remove();
  return hasChanges(review) ? "applied" : "unchanged";
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

function hasChanges({ changes, outputs }: Review): boolean {
  return changes.length > 0 || outputs.length > 0;
}

/** Notes the way back to the state of now, then applies a saved plan, with one line of progress for each resource. */
export async function applyPlan(
  { terraform, listen, state }: Workspace,
  saved: SavedPlan,
  review: Pick<Review, "operations">,
  { lockTimeout }: PlanSettings,
  progress: Progress,
): Promise<void> {
  const applied = new ApplyProgress(review.operations);
  const journal = new ApplyJournal(saved.folder);
  await progress.step("Apply", async (say) => {
    await backUpState(state, "apply");
    listen((event) => {
      journal.note(event);
      const line = applied.line(event);
      if (line) say(line);
    });
    await terraform.apply(saved.file, lockTimeout);
  });
  journal.close();
}
