import { existsSync } from "node:fs";
import { join } from "node:path";
import { readLock } from "../addresses";
import { awsClients } from "../aws/clients";
import { dayOf } from "../days";
import { paths, shownPath } from "../paths";
import { ApplyJournal } from "../recovery/journal";
import { resourcesOf } from "../synth";
import { terraformArguments, type PlanJson } from "../terraform";
import type { Workspace } from "../workspace";
import { gate } from "./gate";
import { isNew, managedChanges } from "./plan-view";
import { lostState, oldStates } from "./state-history";
import { readWaivers, waiverFile } from "./waivers/file";
import { applyWaivers, type Judgement } from "./waivers/judge";

export type { Finding } from "./finding";
export type { Judgement, WaivedFinding } from "./waivers/judge";

interface JudgeOptions {
  /** @default the clock's */
  readonly now?: Date;
  /** Folder of address locks and waivers. @default the project's */
  readonly adoption?: string;
}

/**
 * The one gate: everything that applies a plan of a deployment asks it.
 * @throws Failure (exit code 3) when the deployment's waivers cannot be read
 */
export async function judgePlan(
  workspace: Workspace,
  plan: PlanJson,
  { now = new Date(), adoption = paths.adoption }: JudgeOptions = {},
): Promise<Judgement> {
  const { terraform, stack, target } = workspace;
  const waiving = proposed(workspace) ?? adoption;
  const waivers = readWaivers(stack.name, waiving);
  const synthesized = resourcesOf(stack);
  const locked = readLock(stack.name, adoption);
  const findings = gate({
    deployment: stack.name,
    plan,
    // What is synthesized is ours as well: a new resource was deployed before `estate addresses --write` recorded it.
    knownAddresses: new Set([...locked, ...synthesized].map(({ address }) => address)),
    configured: new Map(synthesized.map(({ address, body }) => [address, body])),
    unfinished: idsOfUnfinished(paths.plan(target.kind, stack.name)),
    lostState: await rememberedState(workspace, plan, locked),
    command: (args) => terraformArguments(terraform.context, args),
  });
  const changes = managedChanges(plan).some(({ change }) => !change.actions.includes("no-op"));
  const file = shownPath(waiverFile(stack.name, waiving));
  return applyWaivers({ findings, waivers, changes, today: dayOf(now), file });
}

/** Waivers that come with the JSON of a pull request, in place of the checkout's: it may waive what it does itself. */
function proposed({ terraform: { context } }: Workspace): string | undefined {
  const { from } = context;
  return from !== undefined && existsSync(join(from, "waivers")) ? from : undefined;
}

/** Ids of what the last apply made, when it did not come to its end on this machine. */
function idsOfUnfinished(folder: string): ReadonlySet<string> {
  const made = new ApplyJournal(folder)
    .entries()
    .filter(({ kind, action }) => kind === "finished" && action === "create");
  return new Set(made.flatMap(({ id }) => (id === undefined ? [] : [id])));
}

/** Asks the state bucket only when a plan would make most of what the address lock names: anything less cannot have lost its state. */
async function rememberedState(
  { terraform, deployment, target }: Workspace,
  plan: PlanJson,
  locked: readonly { readonly address: string; readonly retired?: true }[],
): Promise<string | undefined> {
  const created = new Set(
    managedChanges(plan)
      .filter(isNew)
      .map(({ address }) => address),
  );
  const active = locked.filter(({ retired }) => !retired);
  const made = active.filter(({ address }) => created.has(address)).length;
  if (active.length === 0 || made <= active.length / 2) return undefined;
  const state = await terraform.state();
  if (state.addresses.length > 0) return undefined;
  const { s3 } = awsClients(target, deployment.backend.region);
  return lostState(state, await oldStates(s3, deployment.backend));
}
