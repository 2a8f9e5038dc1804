import type { Command } from "commander";
import { findDeployment } from "../config";
import { destroy, requireDestroyable } from "../delivery/destroy";
import { openWorkspace } from "../delivery/workspace";
import { approval } from "./approval";
import { deploymentCommand, exitCodes, lockTimeoutOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface DestroyOptions extends DeploymentOptions {
  readonly autoApprove?: true;
  readonly lockTimeout?: string;
}

/** `estate destroy`: takes an unprotected deployment down. */
export function registerDestroy(program: Command): void {
  deploymentCommand(program, "destroy <deployment>", "destroy a deployment whose configuration gives its protection up")
    .option("--auto-approve", "destroy without asking for the deployment's name")
    .addOption(lockTimeoutOption())
    .addHelpText(
      "after",
      exitCodes({ 0: "destroyed, or nothing was there", 1: "protected, not approved, or an error" }),
    )
    .action(run);
}

async function run(name: string, options: DestroyOptions): Promise<void> {
  requireDestroyable(findDeployment(name));
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const approve = approval(`All of this goes for good. Type ${name} to destroy it:`, name, options.autoApprove);
  const outcome = await destroy(workspace, { approve, lockTimeout: options.lockTimeout }, progress);
  process.stderr.write(
    `${{ destroyed: `${name} is destroyed.`, empty: `${name}: nothing is deployed.`, declined: "Not approved: nothing was changed." }[outcome]}\n`,
  );
  process.exitCode = outcome === "declined" ? 1 : 0;
}
