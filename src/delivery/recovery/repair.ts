import { rmSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "../progress";
import type { Workspace } from "../workspace";
import { diagnose } from "./diagnose";
import { stateFindings } from "./diagnose-state";
import { gatherFacts } from "./facts";
import type { RecoveryFacts, RecoveryFinding, RepairStep } from "./findings";
import { requireInAws } from "./whole";

export interface RepairSettings {
  /** Shows a finding and returns whether to repair it; may throw a Failure that says how to approve. */
  readonly approve: (finding: RecoveryFinding) => Promise<boolean>;
  /** Makes and shows a plan that takes back what a killed apply made. */
  readonly plan: () => Promise<void>;
}

/**
 * Repairs one finding after the other, each only when approved, and looks again after each. Stops at a lock or a state that is not
 * repaired: what comes after would be done to the wrong state. Returns what is still to be repaired.
 * @throws Failure when a repair fails; those before it stay done
 */
export async function repair(
  workspace: Workspace,
  settings: RepairSettings,
  progress: Progress,
): Promise<readonly RecoveryFinding[]> {
  const tried = new Set<string>();
  for (;;) {
    const facts = await progress.step("Look for what an accident left behind", () => gatherFacts(workspace));
    const findings = diagnose(facts);
    const at = findings.findIndex(({ id }) => !tried.has(id));
    const next = findings[at];
    if (!next || findings.slice(0, at).some(({ isFirst }) => isFirst)) return findings;
    tried.add(next.id);
    if (next.step && (await settings.approve(next)))
      await perform(workspace, facts, next, next.step, settings, progress);
  }
}

async function perform(
  workspace: Workspace,
  facts: RecoveryFacts,
  { repair: title }: RecoveryFinding,
  step: RepairStep,
  { plan }: RepairSettings,
  progress: Progress,
): Promise<void> {
  const { state, stack } = workspace;
  const latest = facts.versions[0]?.versionId;
  const errored = join(stack.folder, "errored.tfstate");
  const works: { readonly [K in RepairStep["kind"]]: (step: Extract<RepairStep, { kind: K }>) => Promise<void> } = {
    // Terraform cannot be initialised on a state that it refuses to read.
    unlock: ({ lockId }) =>
      stateFindings(facts).length > 0 ? state.unlock(lockId) : terraform(workspace, "force-unlock", "-force", lockId),
    restore: ({ versionId }) => state.restore(versionId, latest),
    digest: () => state.correctDigest(latest),
    push: async () => {
      await terraform(workspace, "state", "push", errored);
      rmSync(errored);
    },
    discard: async () => rmSync(errored),
    untaint: async ({ address }) => {
      await requireInAws(workspace, address);
      await terraform(workspace, "untaint", address);
    },
    plan,
  };
  const work = works[step.kind] as (step: RepairStep) => Promise<void>;
  // Planning has steps of its own.
  await (step.kind === "plan" ? work(step) : progress.step(title, () => work(step)));
}

async function terraform(workspace: Workspace, command: string, ...args: readonly string[]): Promise<void> {
  await workspace.terraform.init();
  await workspace.terraform.execute(command, ...args);
}
