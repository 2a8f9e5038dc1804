import type { Command } from "commander";
import { awsClients } from "../delivery/aws/clients";
import { bootstrapDatabase } from "../delivery/database/bootstrap";
import { openWorkspace } from "../delivery/workspace";
import {
  deploymentCommand,
  exitCodes,
  jsonOption,
  patienceOption,
  workspaceOptions,
  type DeploymentOptions,
} from "./options";
import { terminalProgress } from "./progress";

interface BootstrapOptions extends DeploymentOptions {
  readonly patience: number;
  readonly json?: true;
}

/** `estate db bootstrap`: roles, schema and extension that the application needs, made by a task inside the VPC. */
export function registerDb(program: Command): void {
  const db = program.command("db").description("the database of a deployment");
  deploymentCommand(
    db,
    "bootstrap <deployment>",
    "make the application's roles, schema and extension, by a task in the private subnets; a second run changes nothing",
  )
    .addOption(patienceOption("wait for the task", 600))
    .addOption(jsonOption())
    .addHelpText("after", exitCodes({ 0: "the database is as it must be", 1: "the task failed, or an error" }))
    .action(run);
}

async function run(name: string, options: BootstrapOptions): Promise<void> {
  const progress = terminalProgress();
  const settings = await workspaceOptions(options);
  const workspace = await openWorkspace(name, settings, progress);
  const aws = awsClients(workspace.target, workspace.deployment.region);
  const result = await bootstrapDatabase(workspace, { patienceSeconds: options.patience }, aws, progress);
  if (options.json) process.stdout.write(`${JSON.stringify({ deployment: name, ...result }, null, 2)}\n`);
  else process.stdout.write(result.log.map((line) => `${line}\n`).join(""));
  process.stderr.write(
    settings.target.kind === "sandbox"
      ? "The embedded AWS accepted the task and runs no container: no database was changed.\n"
      : `The database of ${name} is ready.\n`,
  );
}
