import type { Command } from "commander";
import { findDrift, renderDrift, type DriftFinding } from "../delivery/drift";
import { estateCommand } from "../delivery/terraform";
import { openWorkspace } from "../delivery/workspace";
import {
  deploymentCommand,
  exitCodes,
  jsonOption,
  lockTimeoutOption,
  workspaceOptions,
  type DeploymentOptions,
} from "./options";
import { terminalProgress } from "./progress";

interface ValidateOptions extends DeploymentOptions {
  readonly json?: true;
  readonly lockTimeout?: string;
}

/** `estate validate`: is the code valid, and is the live estate still as it was deployed? */
export function registerValidate(program: Command): void {
  deploymentCommand(
    program,
    "validate <deployment>",
    "validate configuration and Terraform JSON, then look for what was changed in AWS past Terraform",
  )
    .addOption(jsonOption())
    .addOption(lockTimeoutOption())
    .addHelpText(
      "after",
      `\nDrift is what the configuration decides and AWS has otherwise, or no more; values that AWS computes are none.\nIt changes nothing, in AWS or in the state.\n${exitCodes(
        {
          0: "valid, and nothing has drifted",
          1: "not valid, not deployed, or an error",
          2: "valid, but something has drifted",
        },
      )}`,
    )
    .action(run);
}

async function run(name: string, options: ValidateOptions): Promise<void> {
  const progress = terminalProgress();
  // Synthesis reports every mistake in the configuration.
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  await progress.step("Validate", () => workspace.terraform.validate());
  const { findings: drift } = await findDrift(workspace, { lockTimeout: options.lockTimeout }, progress);
  if (options.json) process.stdout.write(`${JSON.stringify({ deployment: name, drift }, null, 2)}\n`);
  else if (drift.length > 0) process.stdout.write(`${renderDrift(drift)}\n`);
  process.stderr.write(`\n${name} is valid; ${words(drift)}\n`);
  if (drift.length === 0) return;
  process.stderr.write(
    `Put it back: ${estateCommand(workspace.terraform.context, "plan")}, read the review, deploy. Or take the change into the configuration.\n`,
  );
  process.exitCode = 2;
}

function words(drift: readonly DriftFinding[]): string {
  if (drift.length === 0) return "nothing has drifted.";
  return `${drift.length} ${drift.length === 1 ? "resource has" : "resources have"} drifted.`;
}
