import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { deployments, findDeployment } from "../../config";
import { accountOf } from "../aws/account";
import { awsClients } from "../aws/clients";
import { Failure, messageOf } from "../failure";
import { interruptible } from "../interrupt";
import { paths } from "../paths";
import { planDeployment } from "../plan";
import type { Progress } from "../progress";
import { readStack, stackSize, type Synthesis } from "../synth";
import { initialise, workspaceOver, type WorkspaceOptions } from "../workspace";
import { renderManyMarkdown } from "./markdown";
import { exitCodeOf, type Ending, type Outcome } from "./outcome";
import { oneAtATime, schedule, type Settled, type Task } from "./schedule";
import { gistOf } from "./words";

export { collect } from "./collect";
export { commentLimit, renderManyMarkdown } from "./markdown";
export { defaultParallel, thisMachine } from "./limit";
export { worstExitCode, type Outcome } from "./outcome";
export { renderManyJson, renderManyText } from "./render";

export interface PlanManyOptions extends WorkspaceOptions {
  /** Plans at once, from 1. */
  readonly parallel: number;
  /** Wait this long for a held lock, such as `10m`. @default not at all */
  readonly lockTimeout?: string;
}

/** Shows several plans under way. */
export interface ManyProgress {
  started(deployment: string): Progress;
  ended(deployment: string, ok: boolean, text: string): void;
}

/**
 * Plans synthesized deployments side by side, each as `planDeployment` does, in its own folder under its own lock. Whatever
 * becomes of one, the others are planned; after an interrupt no further one is begun.
 * @returns in the order of the names
 * @throws Failure when AWS does not say who the credentials are
 */
export async function planMany(
  { out, names }: Synthesis,
  options: PlanManyOptions,
  show: ManyProgress,
  whoseCredentials = accountOf,
): Promise<readonly Outcome[]> {
  // The sandbox takes credentials of every account.
  const asks = options.target.kind === "aws" && names.length > 0;
  const reached = asks ? (await whoseCredentials(awsClients(options.target, anyRegion))).account : undefined;
  const initialising = oneAtATime();
  const plan = async (name: string, progress: Progress): Promise<Ending> => {
    const { account } = findDeployment(name);
    if (reached !== undefined && reached !== account) return { kind: "unreached", account, reached };
    const workspace = workspaceOver(readStack(out, name), options);
    // Terraform's plugin cache does not bear two inits at once.
    await initialising(() => initialise(workspace, progress));
    const { review, meta } = await planDeployment(workspace, options, progress);
    return { kind: "planned", review, changes: meta.changes, blocked: meta.blocked };
  };
  const tasks = names.map((name) => taskOf(name, out, show, plan));
  allowListeners(options.parallel);
  const settled = await interruptible((signal) => schedule(tasks, { limit: options.parallel, signal }));
  return settled.map((result, index) => outcomeOf(names[index]!, result));
}

/** Writes the combined review as Markdown for a pull request's comment; returns the file. */
export function saveCombined(outcomes: readonly Outcome[], target: "aws" | "sandbox"): string {
  const file = paths.combinedReview(target);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, renderManyMarkdown(outcomes), { mode: 0o600 });
  return file;
}

/** STS answers the same in each. */
const anyRegion = deployments[0]!.region;

function taskOf(
  name: string,
  out: string,
  show: ManyProgress,
  plan: (name: string, progress: Progress) => Promise<Ending>,
): Task<Outcome> {
  return {
    weight: stackSize(out, name),
    run: async () => {
      const started = performance.now();
      const ending = await plan(name, show.started(name)).catch(failed);
      const outcome = { deployment: name, seconds: (performance.now() - started) / 1000, ...ending };
      show.ended(name, ending.kind === "planned" && exitCodeOf(ending) !== 3, gistOf(outcome));
      return outcome;
    },
  };
}

function failed(error: unknown): Ending {
  const { fix, exitCode } = error instanceof Failure ? error : { fix: undefined, exitCode: 1 };
  return { kind: "failed", message: messageOf(error), fix, exitCode };
}

function outcomeOf(deployment: string, result: Settled<Outcome>): Outcome {
  if (result.status === "done") return result.value;
  const ending: Ending = result.status === "failed" ? failed(result.error) : { kind: "interrupted" };
  return { deployment, seconds: 0, ...ending };
}

/** Each child that runs listens for interrupts; Node warns of more than ten listeners. */
function allowListeners(parallel: number): void {
  process.setMaxListeners(Math.max(process.getMaxListeners(), 10 + 3 * parallel));
}
