import { affectedSince, renderAffected, toPlan } from "../delivery/affected";
import {
  defaultParallel,
  planMany,
  renderManyJson,
  renderManyText,
  saveCombined,
  thisMachine,
  worstExitCode,
} from "../delivery/plan-many";
import type { Progress } from "../delivery/progress";
import { synthesisOf, type Synthesis } from "../delivery/synth";
import type { DeploymentOptions } from "./options";
import { workspaceOptions } from "./options";
import { terminalProgress } from "./progress";
import { manyProgress } from "./progress-many";

export interface PlanManyCommand extends DeploymentOptions {
  readonly json?: true;
  readonly lockTimeout?: string;
  readonly parallel?: number;
  readonly affected?: string;
}

/** `estate plan` of several deployments. */
export async function planSeveral(names: readonly string[], options: PlanManyCommand): Promise<void> {
  const workspace = await workspaceOptions(options);
  const synthesis = await selected(names, options, terminalProgress());
  const { parallel = defaultParallel(thisMachine()), lockTimeout } = options;
  const show = manyProgress(synthesis.names.length);
  const outcomes = await planMany(synthesis, { ...workspace, lockTimeout, parallel }, show).finally(show.stop);
  process.stdout.write(`${options.json ? renderManyJson(outcomes) : renderManyText(outcomes)}\n`);
  process.stderr.write(`Combined review: ${saveCombined(outcomes, workspace.target.kind)}\n`);
  process.exitCode = worstExitCode(outcomes);
}

/** What is to be planned, synthesized. */
async function selected(names: readonly string[], options: PlanManyCommand, progress: Progress): Promise<Synthesis> {
  const title = options.from ? `Read ${options.from}` : "Synthesize";
  const synthesis = await progress.step(title, () => synthesisOf(names, options));
  if (options.affected === undefined) return synthesis;
  const affected = await affectedSince(options.affected, synthesis, progress);
  process.stderr.write(`${renderAffected(affected)}\n`);
  return { ...synthesis, names: toPlan(affected) };
}
