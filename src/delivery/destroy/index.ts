import type { Deployment, SystemConfig } from "../../config";
import { applyAndRecord } from "../deploy";
import { Failure } from "../failure";
import { describePlan, SavedPlan, type PlanSettings, type Review } from "../plan";
import type { Progress } from "../progress";
import type { Workspace } from "../workspace";

export interface DestroySettings extends PlanSettings {
  /** Shows what would go and returns whether the person typed the deployment's name. */
  readonly approve: (review: Review) => Promise<boolean>;
}

/** @throws Failure when the configuration keeps the deployment's protection */
export function requireDestroyable({ name, config }: Pick<Deployment<SystemConfig>, "name" | "config">): void {
  if (!config.protection.allowDestroy.kept) return;
  throw new Failure(
    `${name} is protected: its configuration keeps protection.allowDestroy, so estate does not destroy it.`,
    {
      fix: [
        "A deployment that holds health data is retired in steps, each a reviewed change (docs/stateful-resources.md):",
        "take and test a final backup; set protection.allowDestroy to { kept: false, reason: … } in src/config;",
        `deploy that (npx estate plan ${name}, npx estate deploy ${name}); then run this command again.`,
      ].join("\n"),
    },
  );
}

/**
 * Destroys an unprotected deployment after showing what goes, and records that.
 * @throws Failure when it is protected, or Terraform fails
 */
export async function destroy(
  workspace: Workspace,
  settings: DestroySettings,
  progress: Progress,
): Promise<"destroyed" | "empty" | "declined"> {
  const { terraform, deployment, target } = workspace;
  requireDestroyable(deployment);
  const saved = new SavedPlan(deployment.name, target.kind);
  saved.prepare();
  try {
    await progress.step("Plan the destruction", () => terraform.plan({ out: saved.file, destroy: true, ...settings }));
    const { review, meta } = await progress.step("Review", () => describePlan(workspace, saved.file));
    if (review.changes.length === 0) return "empty";
    if (!(await settings.approve(review))) return "declined";
    await applyAndRecord(workspace, { review, meta, saved }, settings, progress);
    return "destroyed";
  } finally {
    saved.remove();
  }
}
