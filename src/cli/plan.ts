import type { Command } from "commander";
import { planDeployment, renderJson, renderText } from "../delivery/plan";
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

interface PlanOptions extends DeploymentOptions {
  readonly json?: true;
  readonly lockTimeout?: string;
}

/** `estate plan`: a saved plan and its review. */
export function registerPlan(program: Command): void {
  deploymentCommand(program, "plan <deployment>", "plan a deployment, save the plan, and show what it would do")
    .addOption(jsonOption())
    .addOption(lockTimeoutOption())
    .addHelpText(
      "after",
      exitCodes({
        0: "nothing to do",
        1: "error",
        2: "changes",
        3: "blocked: the plan would lose data or is not this deployment's",
      }),
    )
    .action(plan);
}

async function plan(name: string, options: PlanOptions): Promise<void> {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const { review, meta, saved } = await planDeployment(workspace, options, progress);
  process.stdout.write(`${options.json ? renderJson(review) : renderText(review)}\n`);
  process.exitCode = meta.blocked ? 3 : meta.changes ? 2 : 0;
  if (process.exitCode === 2) {
    process.stderr.write(
      `Review: ${saved.folder}/review.md\nApply exactly this: ${estateCommand(workspace.terraform.context, "deploy")}\n`,
    );
  }
}
