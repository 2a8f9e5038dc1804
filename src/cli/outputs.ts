import type { Command } from "commander";
import { pickOutput, renderOutputs, visibleOutputs } from "../delivery/outputs";
import { openWorkspace } from "../delivery/workspace";
import { deploymentCommand, jsonOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface OutputsOptions extends DeploymentOptions {
  readonly json?: true;
  readonly showSensitive?: true;
}

/** `estate outputs`: what a deployment tells others. */
export function registerOutputs(program: Command): void {
  deploymentCommand(
    program,
    "outputs <deployment> [name]",
    "output values of the deployed state: all, or one as bare text, such as vpc_id or bucket_names.backups",
  )
    .addOption(jsonOption())
    .option("--show-sensitive", "print sensitive values too")
    .action(outputs);
}

async function outputs(name: string, wanted: string | undefined, options: OutputsOptions): Promise<void> {
  const progress = terminalProgress();
  const { terraform } = await openWorkspace(name, await workspaceOptions(options), progress);
  const values = visibleOutputs(
    await progress.step("Read outputs", () => terraform.outputs()),
    options.showSensitive ?? false,
  );
  if (wanted !== undefined) return void process.stdout.write(`${pickOutput(values, wanted)}\n`);
  if (Object.keys(values).length === 0) process.stderr.write(`${name} has no outputs: it is not deployed there.\n`);
  process.stdout.write(
    options.json ? `${JSON.stringify(values, null, 2)}\n` : renderOutputs(values).replace(/.$/s, "$&\n"),
  );
}
