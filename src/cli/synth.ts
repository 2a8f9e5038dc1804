import { relative } from "node:path";
import type { Command } from "commander";
import { resourcesOf, synthesized } from "../delivery/synth";
import { exitCodes, jsonOption } from "./options";
import { terminalProgress } from "./progress";

/** `estate synth`: writes cdktf.out. */
export function registerSynth(program: Command): void {
  program
    .command("synth [deployment...]")
    .description("write the Terraform JSON of the named deployments (all when none is named)")
    .option("--out <dir>", "folder to write to (default: cdktf.out)")
    .addOption(jsonOption())
    .addHelpText("after", exitCodes({ 0: "written", 1: "configuration, construct or id problems, all reported" }))
    .action(synth);
}

async function synth(
  names: readonly string[],
  options: { readonly out?: string; readonly json?: true },
): Promise<void> {
  const stacks = await terminalProgress().step("Synthesize", () => synthesized(names, options));
  const rows = stacks.map((stack) => ({
    name: stack.name,
    folder: stack.folder,
    digest: stack.digest,
    resources: resourcesOf(stack).length,
  }));
  if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    for (const { name, folder, resources } of rows)
      process.stdout.write(`${name}: ${resources} resources in ${relative(process.cwd(), folder)}\n`);
}
