import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { resourcesOf } from "../synth";
import { Failure } from "../failure";
import type { PlanOptions } from "../terraform";
import type { Workspace } from "../workspace";
import { recovery, type ImportBlock } from "./imports";
import { ApplyJournal } from "./journal";

export { backUpState, listBackups, restoration, type Restoration, type StateBackup } from "./backups";
export { diagnose } from "./diagnose";
export { gatherFacts } from "./facts";
export type { RecoveryFacts, RecoveryFinding } from "./findings";
export { ApplyJournal } from "./journal";
export { renderBackups, renderFinding, renderFindings } from "./render";
export { repair, type RepairSettings } from "./repair";

/**
 * Plans like `Terraform.plan`; when the last apply was killed, the plan also takes back into the state what it made.
 * @param folder of the deployment's saved plan, where the journal lies
 */
export async function planWithRecovery(
  workspace: Workspace,
  folder: string,
  options: PlanOptions,
  say: (text: string) => void,
): Promise<boolean> {
  const { terraform, stack } = workspace;
  const journal = new ApplyJournal(folder).entries();
  if (journal.length === 0) return terraform.plan(options);
  const resources = new Map(resourcesOf(stack).map(({ address, body }) => [address, body]));
  const { imports, orphans } = recovery({ journal, resources, state: new Set((await terraform.state()).addresses) });
  if (imports.length > 0)
    say(
      `The last deploy was killed: this plan takes back ${imports.length} resources that it made and the state does not know.`,
    );
  for (const address of orphans)
    say(
      `${address} was being made when the deploy was killed: if AWS holds it twice now, delete the one without dependents.`,
    );
  return planImporting(workspace, imports, options);
}

/** Plans with import blocks; those whose object AWS does not have are left out, and planned as new. */
async function planImporting(
  workspace: Workspace,
  imports: readonly ImportBlock[],
  options: PlanOptions,
): Promise<boolean> {
  const file = join(workspace.stack.folder, "estate-recovery.tf.json");
  for (let left = imports; ;) {
    try {
      writeFileSync(file, JSON.stringify({ import: left }));
      return await workspace.terraform.plan(options);
    } catch (error) {
      const missing = missingObjects(error, left);
      if (missing.size === 0) throw error;
      left = left.filter(({ to }) => !missing.has(to));
    } finally {
      rmSync(file, { force: true });
    }
  }
}

/** Addresses that Terraform could not import because AWS has no such object. */
function missingObjects(error: unknown, imports: readonly ImportBlock[]): ReadonlySet<string> {
  if (!(error instanceof Failure) || !error.message.includes("Cannot import non-existent remote object"))
    return new Set();
  const flat = error.message.replace(/\s+/g, " ");
  return new Set(imports.map(({ to }) => to).filter((to) => flat.includes(`"${to}"`)));
}
