import type { Command } from "commander";
import { awsClients } from "../delivery/aws/clients";
import { bootstrapDatabase } from "../delivery/database/bootstrap";
import { snapshotDatabase } from "../delivery/database/snapshot";
import { Failure } from "../delivery/failure";
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

interface DbOptions extends DeploymentOptions {
  readonly patience: number;
  readonly json?: true;
}

interface SnapshotOptions extends DbOptions {
  readonly ifDeclared?: true;
}

/** `estate db`: what the application needs in the database, made by a task inside the VPC; and a copy before a change. */
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
    .action(bootstrap);
  deploymentCommand(
    db,
    "snapshot <deployment>",
    "copy the database before a change, and wait until it could be restored",
  )
    .addOption(patienceOption("wait for the copy", 3600))
    .option("--if-declared", "do nothing where the deployment has no output database_snapshot_prefix")
    .addOption(jsonOption())
    .addHelpText("after", exitCodes({ 0: "the copy is ready", 1: "there is no such copy, or an error" }))
    .action(snapshot);
}

async function open(name: string, options: DbOptions) {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  return { workspace, aws: awsClients(workspace.target, workspace.deployment.region), progress };
}

async function bootstrap(name: string, options: DbOptions): Promise<void> {
  const { workspace, aws, progress } = await open(name, options);
  const result = await bootstrapDatabase(workspace, { patienceSeconds: options.patience }, aws, progress);
  if (options.json) process.stdout.write(`${JSON.stringify({ deployment: name, ...result }, null, 2)}\n`);
  else process.stdout.write(result.log.map((line) => `${line}\n`).join(""));
  process.stderr.write(
    workspace.target.kind === "sandbox"
      ? "The embedded AWS accepted the task and runs no container: no database was changed.\n"
      : `The database of ${name} is ready.\n`,
  );
}

async function snapshot(name: string, options: SnapshotOptions): Promise<void> {
  const { workspace, aws, progress } = await open(name, options);
  const settings = { patienceSeconds: options.patience, now: new Date() };
  const result = await snapshotDatabase(workspace, settings, aws, progress);
  if (result === undefined && !options.ifDeclared) {
    throw new Failure(`${name} declares no snapshots: it has no output database_snapshot_prefix.`, {
      fix: `Deploy it first, if it is to have one: npx estate deploy ${name}`,
    });
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ deployment: name, ...result }, null, 2)}\n`);
  else process.stdout.write(result ? `${result.snapshot}\n` : "");
  if (result === undefined) process.stderr.write(`${name} declares no snapshots: nothing was copied.\n`);
}
