import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { Argument, type Command } from "commander";
import { compareSystems, systems, type System } from "../delivery/differences";
import { renderMarkdown, renderText } from "../delivery/differences/render";
import { Failure } from "../delivery/failure";
import { exitCodes, fromOption, jsonOption } from "./options";

interface DifferencesOptions {
  readonly from?: string;
  readonly write?: string;
  readonly json?: true;
}

/** `estate differences`: the environments of a system differ only as declared. */
export function registerDifferences(program: Command): void {
  program
    .command("differences")
    .addArgument(new Argument("[system...]", "all when none is named").choices(systems))
    .description("every difference between a system's environments, in configuration and in AWS, and why")
    .addOption(fromOption())
    .option("--write <dir>", "write the report there as <system>.md")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      exitCodes({ 0: "every difference is declared", 1: "one is not, or a declaration explains nothing" }),
    )
    .action(run);
}

async function run(named: readonly System[], { from, write, json }: DifferencesOptions): Promise<void> {
  const compared = await compareSystems(named.length > 0 ? named : systems, { from });
  if (json) process.stdout.write(`${JSON.stringify(compared, null, 2)}\n`);
  for (const { system, ...comparison } of compared) {
    if (write !== undefined) writeReport(resolve(write), `${system}.md`, renderMarkdown(system, comparison));
    else if (!json) process.stdout.write(`${renderText(system, comparison)}\n`);
  }
  const problems = compared.flatMap((each) => each.problems.map((problem) => `${each.system}: ${problem}`));
  if (problems.length === 0) return;
  throw new Failure(`The environments do not differ as declared:\n  ${problems.join("\n  ")}`, {
    fix: "Is it meant? Declare it with its reason in src/config/<system>-differences.ts, in a reviewed change. Else correct src/config/<system>.ts.",
  });
}

function writeReport(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
  process.stderr.write(`wrote ${relative(process.cwd(), join(folder, name))}\n`);
}
