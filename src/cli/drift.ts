import { writeFileSync } from "node:fs";
import type { Command } from "commander";
import { driftExitCode, explainDrift, renderMarkdown, renderReport, summary } from "../delivery/drift";
import { Failure, messageOf } from "../delivery/failure";
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

interface DriftOptions extends DeploymentOptions {
  readonly full?: true;
  readonly json?: true;
  readonly markdown?: string;
  readonly adopt?: true;
  readonly revert?: true;
  readonly lockTimeout?: string;
}

/** `estate drift`: what somebody changed past Terraform, what that does, and who probably did it. */
export function registerDrift(program: Command): void {
  deploymentCommand(
    program,
    "drift <deployment>",
    "find what was changed in AWS past Terraform, what that does, and who probably did it",
  )
    .option("--full", "make a whole plan: also what an apply would put back, and code that nobody applied yet")
    .option("--adopt", "tell what to write in the TypeScript to keep each change")
    .option("--revert", "tell the command that puts each change back")
    .option("--markdown <file>", "also write the report as Markdown to <file>")
    .addOption(jsonOption())
    .addOption(lockTimeoutOption())
    .addHelpText(
      "after",
      `\nIt changes nothing, in AWS or in the state. Code that nobody applied yet is no drift and sets no exit code.\n${exitCodes(
        {
          0: "nothing has drifted",
          1: "not deployed, or an error",
          2: "something has drifted, and no protection is lowered",
          4: "something has drifted that lowers protection: data lost, encryption or audit off, access opened, backups or safeguards less",
        },
      )}`,
    )
    .action(run);
}

async function run(name: string, options: DriftOptions): Promise<void> {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const report = await explainDrift(workspace, options, progress);
  if (options.markdown !== undefined) write(options.markdown, renderMarkdown(report, options));
  const text = options.json ? JSON.stringify(report, null, 2) : renderReport(report, options);
  if (text !== "") process.stdout.write(`${text}\n`);
  process.stderr.write(`\n${name}: ${summary(report)}.\n`);
  process.exitCode = driftExitCode(report);
}

/** @throws Failure when the file cannot be written */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new Failure(`--markdown ${file} cannot be written: ${messageOf(cause)}.`, {
      fix: "Name a file in a folder that exists and that you may write to.",
      cause,
    });
  }
}
