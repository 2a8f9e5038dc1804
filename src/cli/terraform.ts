import type { Command } from "commander";
import { guardedTerraform } from "../delivery/shim";
import { readWorkspace } from "../delivery/workspace";
import { deploymentCommand, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

/** `estate terraform`: Terraform itself in a deployment's folder, for recovery; `apply` and `destroy` pass the same gate. */
export function registerTerraform(program: Command): void {
  deploymentCommand(
    program,
    "terraform <deployment> <args...>",
    "run terraform in a deployment's folder with its environment",
  )
    .addHelpText(
      "after",
      "\nExample:\n  estate terraform omnirapeutic-dev --sandbox -- state list\n\nThe exit code is Terraform's; 3 when the gate refuses.",
    )
    .action(run);
}

async function run(name: string, args: readonly string[], options: DeploymentOptions): Promise<void> {
  const workspace = await readWorkspace(name, await workspaceOptions(options), terminalProgress());
  await workspace.terraform.init();
  process.exitCode = await guardedTerraform(workspace, args);
}
