import { InvalidArgumentError, Option, type Command } from "commander";
import { planDeployment, renderText } from "../delivery/plan";
import type { Progress } from "../delivery/progress";
import {
  diagnose,
  gatherFacts,
  listBackups,
  renderBackups,
  renderFinding,
  renderFindings,
  repair,
  restoration,
  type RecoveryFinding,
} from "../delivery/recovery";
import { estateCommand } from "../delivery/terraform";
import { readWorkspace, type Workspace } from "../delivery/workspace";
import { asks } from "./approval";
import { deploymentCommand, exitCodes, jsonOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface RecoverOptions extends DeploymentOptions {
  readonly json?: true;
  readonly repair?: true;
  readonly autoApprove?: true;
  readonly approve?: readonly string[];
  readonly list?: true;
  readonly restore?: number;
}

/** `estate recover`: what an accident left behind, and its repair step by step. */
export function registerRecover(program: Command): void {
  deploymentCommand(
    program,
    "recover <deployment>",
    "say what a killed or broken run left behind (lock, state, digest, half-made resources); repair it step by step when asked",
  )
    .option("--repair", "repair what is found, asking before each step; without it, nothing is changed")
    .option("--auto-approve", "with --repair: answer yes for the steps that cannot lose anything")
    .option("--approve <id...>", "with --repair or --restore: answer yes for this finding (`restore` for --restore)")
    .addOption(new Option("--list", "list the states that can be restored").conflicts(["repair", "restore"]))
    .addOption(
      new Option("--restore <serial>", "make an earlier state the current one again, after asking")
        .argParser(serial)
        .conflicts("repair"),
    )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nAWS resources are never touched; no version of a state is ever deleted.\n${exitCodes({
        0: "nothing is (left) to be repaired; listed; restored",
        1: "error, or a restore was not approved",
        2: "something is (still) to be repaired",
      })}`,
    )
    .action(run);
}

async function run(name: string, options: RecoverOptions): Promise<void> {
  const progress = terminalProgress();
  // Not `openWorkspace`: it refuses to work while a state waits to be pushed.
  const workspace = await readWorkspace(name, await workspaceOptions(options), progress);
  if (options.list) return list(workspace, options);
  if (options.restore !== undefined) return restore(workspace, options.restore, options, progress);
  const findings = options.repair
    ? await repair(workspace, { approve: approval(options), plan: () => plan(workspace, progress) }, progress)
    : diagnose(await progress.step("Look for what an accident left behind", () => gatherFacts(workspace)));
  tell(workspace, findings, options);
  process.exitCode = findings.length > 0 ? 2 : 0;
}

async function list({ state }: Workspace, { json }: RecoverOptions): Promise<void> {
  await state.requireAccount();
  const backups = await listBackups(state);
  process.stdout.write(`${json ? JSON.stringify(backups, null, 2) : renderBackups(backups)}\n`);
}

async function restore(
  { state, terraform, deployment }: Workspace,
  serialNumber: number,
  { approve = [], json }: RecoverOptions,
  progress: Progress,
): Promise<void> {
  const { perform, ...what } = await restoration(state, terraform.context, serialNumber);
  process.stderr.write(
    `\nThe state of ${deployment.name} becomes that of serial ${what.serial}, of ${what.time} (version ${what.versionId}).\n` +
      `  Terraform would forget (it stays in AWS): ${what.forgotten.join(", ") || "nothing"}\n` +
      `  Terraform would manage again: ${what.regained.join(", ") || "nothing"}\n`,
  );
  const isApproved =
    approve.includes("restore") || (await asks('Restore it? Only "yes" is accepted:', "yes", "--approve restore"));
  if (isApproved) await progress.step(`Restore serial ${what.serial}`, perform);
  if (json) process.stdout.write(`${JSON.stringify({ ...what, restored: isApproved }, null, 2)}\n`);
  process.stderr.write(
    isApproved
      ? `Restored. See how AWS differs from it: ${estateCommand(terraform.context, "plan")}\n`
      : "Not approved: nothing was changed.\n",
  );
  process.exitCode = isApproved ? 0 : 1;
}

function approval({ autoApprove, approve = [] }: RecoverOptions) {
  return async (finding: RecoveryFinding): Promise<boolean> => {
    process.stderr.write(`\n${renderFinding(finding)}\n`);
    if (approve.includes(finding.id) || (autoApprove && !finding.isDestructive)) return true;
    return asks(
      'Repair this? Only "yes" is accepted:',
      "yes",
      finding.isDestructive ? `--approve '${finding.id}'` : "--auto-approve",
    );
  };
}

async function plan(workspace: Workspace, progress: Progress): Promise<void> {
  await workspace.terraform.init();
  const { review } = await planDeployment(workspace, {}, progress);
  process.stderr.write(
    `\n${renderText(review)}\nApply exactly this: ${estateCommand(workspace.terraform.context, "deploy")}\n`,
  );
}

function tell(
  { terraform, deployment }: Workspace,
  findings: readonly RecoveryFinding[],
  { json, repair: isRepairing }: RecoverOptions,
): void {
  if (json) process.stdout.write(`${JSON.stringify({ deployment: deployment.name, findings }, null, 2)}\n`);
  else if (findings.length > 0) process.stdout.write(`\n${renderFindings(findings)}\n`);
  if (findings.length === 0) return void process.stderr.write(`\n${deployment.name}: nothing to repair.\n`);
  const next = isRepairing
    ? "Still to be repaired: what stands above."
    : `Nothing was changed. Repair it step by step: ${estateCommand(terraform.context, "recover")} --repair`;
  process.stderr.write(`\n${next}\n`);
}

function serial(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("Allowed: a serial that --list shows, such as 12.");
  return Number(text);
}
