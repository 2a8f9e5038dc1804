import { dirname } from "node:path";
import { Failure, messageOf } from "../failure";
import { hashOf, type PlanMeta, type PlannedDeployment, type PlanSettings } from "../plan";
import type { Progress } from "../progress";
import { ApplyJournal, backUpState } from "../recovery";
import { estateCommand } from "../terraform";
import type { Workspace } from "../workspace";
import { ApplyProgress } from "./apply-progress";
import { recordApply, type Attempt } from "./conclude";

export interface ApplySettings {
  /**
   * Is told of the apply once it is over, done or failed, and sees to its record. Must not throw after a failed one.
   * @default it is recorded, without checks
   */
  readonly over?: (attempt: Attempt) => Promise<void>;
}

/**
 * Applies a plan that was judged and approved, and records it.
 * @throws Failure when the file is not that plan any more, or Terraform fails: what was done until then stays done
 */
export async function applyAndRecord(
  workspace: Workspace,
  plan: PlannedDeployment,
  { over = (attempt) => recorded(workspace, attempt, progress), lockTimeout }: ApplySettings & PlanSettings,
  progress: Progress,
): Promise<void> {
  requireUnedited(workspace, plan.meta, plan.saved.file);
  const { review, meta } = plan;
  const begin = performance.now();
  const attempt = (error?: unknown): Attempt => ({
    review,
    meta,
    seconds: Math.round((performance.now() - begin) / 1000),
    error,
  });
  try {
    await apply(workspace, plan, lockTimeout, progress);
  } catch (error) {
    await over(attempt(error));
    throw error;
  }
  await over(attempt());
}

/** Terraform would apply whatever plan lies there. @throws Failure when it is another file than was judged */
export function requireUnedited(
  { stack, terraform }: Workspace,
  { created, planHash }: Pick<PlanMeta, "created" | "planHash">,
  file: string,
): void {
  if (hashOf(file) === planHash) return;
  throw new Failure(
    `The plan of ${stack.name} is not the file that was reviewed ${created}: it was edited or swapped. Nothing was changed.`,
    {
      fix: `Find out who can write to ${dirname(file)}, then plan again and read the new review: ${estateCommand(terraform.context, "plan")}`,
    },
  );
}

/** Notes the way back to the state of now, then applies, with one line of progress for each resource. */
async function apply(
  { terraform, listen, state }: Workspace,
  { saved, review }: PlannedDeployment,
  lockTimeout: string | undefined,
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

/** A deployment is done, or has failed, whether or not its record can be written. */
async function recorded(workspace: Workspace, attempt: Attempt, progress: Progress): Promise<void> {
  await progress.step("Record", async (say) => {
    say(await recordApply(workspace, attempt).catch((error: unknown) => `not recorded: ${messageOf(error)}`));
  });
}
