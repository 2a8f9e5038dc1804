import { awsClients } from "../aws/clients";
import { Failure } from "../failure";
import { readLock } from "../addresses";
import { placesOf, review, typescriptLines, type Review } from "../review";
import type { SourceLocation } from "../source-location";
import type { Progress } from "../progress";
import { planWithRecovery } from "../recovery";
import { resourcesOf } from "../synth";
import { estateCommand, terraformArguments } from "../terraform";
import type { Workspace } from "../workspace";
import { gate, type Finding } from "./gate";
import { requirePrerequisites } from "./prerequisites";
import { SavedPlan, type PlanFacts, type PlanMeta } from "./saved";

export { renderJson, renderMarkdown, renderText, summary, type Review } from "../review";
export { SavedPlan, type PlanFacts, type PlanMeta } from "./saved";

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
  const [judged, facts] = await progress.step("Review", () =>
    Promise.all([reviewPlan(workspace, saved.file, sources), planFacts(workspace)]),
  );
  const meta = { ...facts, created: new Date().toISOString(), changes, blocked: judged.blocked.length > 0 };
  saved.complete(meta, judged);
  return { review: judged, meta, saved };
}

/**
 * Reads a plan file and judges it by the rules of today.
 * @param sources the TypeScript line of each resource. @default where the synthesized JSON says it comes from
 */
export async function reviewPlan(
  { terraform, stack, target }: Workspace,
  planFile: string,
  sources?: ReadonlyMap<string, SourceLocation>,
): Promise<Review> {
  const plan = await terraform.show(planFile);
  const synthesized = resourcesOf(stack);
  // What is synthesized is ours as well: a new resource was deployed before `estate addresses --write` recorded it.
  const knownAddresses = new Set([...readLock(stack.name), ...synthesized].map(({ address }) => address));
  const command = (args: string): string => terraformArguments(terraform.context, args);
  const blocked = gate({ plan, knownAddresses, command });
  return review({ deployment: stack.name, target: target.kind, plan, blocked, places: placesOf(stack, sources) });
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
    state: { serial, lineage },
  };
}

/** @throws Failure (exit code 3) when the gate found anything */
export function requireUnblocked({ terraform, stack }: Workspace, blocked: readonly Finding[]): void {
  if (blocked.length === 0) return;
  throw new Failure(`Blocked: this plan of ${stack.name} is not applied.\n${blocked.map(blockedLine).join("\n")}`, {
    fix: `After that, plan again: ${estateCommand(terraform.context, "plan")}`,
    exitCode: 3,
  });
}

function blockedLine({ message, fix }: Finding): string {
  return `  - ${message}\n    Fix: ${fix}`;
}
