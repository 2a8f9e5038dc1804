import type { Command } from "commander";
import { deploy, type DeployOutcome } from "../delivery/deploy";
import { openWorkspace } from "../delivery/workspace";
import { approval } from "./approval";
import { deploymentCommand, exitCodes, lockTimeoutOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface DeployOptions extends DeploymentOptions {
  readonly autoApprove?: true;
  readonly lockTimeout?: string;
}

/** `estate deploy`: applies exactly the reviewed plan. */
export function registerDeploy(program: Command): void {
  deploymentCommand(
    program,
    "deploy <deployment>",
    "apply exactly the plan that `estate plan` saved; without one: plan, show, ask, apply",
  )
    .option("--auto-approve", "without a saved plan: apply without asking")
    .addOption(lockTimeoutOption())
    .addHelpText("after", exitCodes({ 0: "applied, or nothing to do", 1: "error, or not approved", 3: "blocked" }))
    .action(run);
}

async function run(name: string, options: DeployOptions): Promise<void> {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const approve = approval(`Apply this to ${name}? Only "yes" is accepted:`, "yes", options.autoApprove);
  const outcome = await deploy(workspace, { approve, lockTimeout: options.lockTimeout }, progress);
  process.stderr.write(`${words[outcome](name)}\n`);
  process.exitCode = outcome === "declined" ? 1 : 0;
}

const words: Readonly<Record<DeployOutcome, (name: string) => string>> = {
  applied: (name) => `${name} is deployed.`,
  unchanged: (name) => `${name}: nothing to do.`,
  declined: () => "Not approved: nothing was changed.",
};
