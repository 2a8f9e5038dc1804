import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { eject } from "../delivery/eject";
import { paths } from "../delivery/paths";
import { synthesizedStack } from "../delivery/synth";
import { exitCodes, fromOption, jsonOption } from "./options";
import { terminalProgress } from "./progress";

/** `estate eject`: the way out of CDKTF. */
export function registerEject(program: Command): void {
  program
    .command("eject <deployment>")
    .description("write a deployment as HCL that plans no change against its state: the way out of CDKTF")
    .addOption(fromOption())
    .option("--out <dir>", "empty or new folder to write to (default: ejected/<deployment>)")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      exitCodes({ 0: "written", 1: "the folder is not empty, or something cannot be written as HCL" }),
    )
    .action(run);
}

async function run(
  name: string,
  { from, out, json }: { readonly from?: string; readonly out?: string; readonly json?: true },
): Promise<void> {
  const progress = terminalProgress();
  const folder = resolve(out ?? join(paths.root, "ejected", name));
  const stack = await progress.step("Synthesize", () => synthesizedStack(name, { from }));
  const files = await progress.step("Write HCL", () => eject(stack, folder));
  const shown = relative(process.cwd(), folder) || ".";
  if (json) process.stdout.write(`${JSON.stringify({ deployment: name, folder, files }, null, 2)}\n`);
  else
    process.stdout.write(
      `${name}: ${files.length} files in ${shown}. They stand alone:\n  cd ${shown} && terraform init && terraform plan\n`,
    );
}
