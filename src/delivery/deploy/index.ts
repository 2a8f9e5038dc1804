import { Failure } from "../failure";
import {
  differencesBetween,
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
import type { Attempt } from "./conclude";
import { staleness } from "./stale";

export { conclude, type Attempt, type Conclusion } from "./conclude";

export interface DeploySettings extends PlanSettings {
  /**
   * Shows a review that nobody has read yet and returns whether to go on; may throw a Failure that says how to approve.
   * `differences`: what the plan does otherwise than the reviewed one; empty when none was named.
   */
  readonly approve: (review: Review, differences: readonly string[]) => Promise<boolean>;
  /** The facts of a plan that was reviewed elsewhere: one that does the same is applied without asking. @default none */
  readonly reviewed?: PlanMeta;
  /** Hears of an apply that failed, before its error is thrown: what was done until then stays done. */
  readonly failed?: (attempt: Attempt) => Promise<void>;
}

/** `applied`; `unchanged` when there was nothing to do; `declined` when the person said no. */
export type DeployOutcome = "applied" | "unchanged" | "declined";

export interface Deployed {
  readonly outcome: DeployOutcome;
  readonly review: Review;
  readonly meta: PlanMeta;
  /** How long the apply took; 0 when nothing was applied. */
  readonly seconds: number;
}

/**
 * Applies exactly the saved, reviewed plan; with none saved, or one reviewed elsewhere, plans first and asks unless it does
 * what was reviewed.
 * @throws Failure when the plan is stale, edited, blocked (exit code 3), or Terraform fails
 */
export async function deploy(workspace: Workspace, settings: DeploySettings, progress: Progress): Promise<Deployed> {
  const saved = new SavedPlan(workspace.deployment.name, workspace.target.kind);
  const meta = saved.meta();
  if (meta && !settings.reviewed) return deploySaved(workspace, saved, meta, settings, progress);
  if (settings.reviewed) requireSamePlace(workspace, settings.reviewed);
  const { review, meta: planned } = await planDeployment(workspace, settings, progress);
  const end = (outcome: DeployOutcome, seconds = 0): Deployed => ({ outcome, review, meta: planned, seconds });
  try {
    requireUnblocked(workspace, review.blocked);
    if (!hasChanges(review)) return end("unchanged");
    if (!(await isApproved(review, planned, settings))) return end("declined");
    return end("applied", await applyJudged(workspace, saved, { review, meta: planned }, settings, progress));
  } finally {
    saved.remove(); // made and shown by this command alone: never left for a later one
  }
}

async function isApproved(review: Review, now: PlanMeta, { approve, reviewed }: DeploySettings): Promise<boolean> {
  if (!reviewed) return approve(review, []);
  const differences = differencesBetween(reviewed.fingerprint, now.fingerprint);
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
    requireUnedited(workspace, meta, saved);
    return reviewPlan(workspace, saved.file);
  });
  requireUnblocked(workspace, review.blocked);
  const changes = hasChanges(review);
  const seconds = changes ? await applyJudged(workspace, saved, { review, meta }, settings, progress) : 0;
  saved.remove();
  return { outcome: changes ? "applied" : "unchanged", review, meta, seconds };
}

/** @returns seconds that the apply took */
async function applyJudged(
  workspace: Workspace,
  saved: SavedPlan,
  { review, meta }: { readonly review: Review; readonly meta: PlanMeta },
  settings: DeploySettings,
  progress: Progress,
): Promise<number> {
  const begin = performance.now();
  const seconds = (): number => Math.round((performance.now() - begin) / 1000);
  try {
    await applyPlan(workspace, saved, review, settings, progress);
    return seconds();
  } catch (error) {
    await settings.failed?.({ review, meta, seconds: seconds(), error });
    throw error;
  }
}

/** A review is of one deployment in one account. */
function requireSamePlace({ stack, deployment, terraform }: Workspace, { deployment: name, account }: PlanMeta): void {
  if (name === stack.name && account === deployment.account) return;
  throw new Failure(
    `The reviewed plan is of ${name} in account ${account}; this is ${stack.name} in ${deployment.account}.`,
    { fix: `Name the plan.meta.json that this wrote: ${estateCommand(terraform.context, "plan")}` },
  );
}

/** Terraform would apply whatever plan lies there. */
function requireUnedited({ stack, terraform }: Workspace, { created, planHash }: PlanMeta, saved: SavedPlan): void {
  if (saved.hash() === planHash) return;
  throw new Failure(
    `The saved plan of ${stack.name} is not the file that was reviewed ${created}: it was edited or swapped. Nothing was changed.`,
    {
      fix: `Find out who can write to ${saved.folder}, then plan again and read the new review: ${estateCommand(terraform.context, "plan")}`,
    },
  );
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
