import type { Command } from "commander";
import { findDeployment } from "../config";
import { awsClients } from "../delivery/aws/clients";
import { checkBackend, setupBackend, type BackendOwner, type Row } from "../delivery/backend";
import { renderCheck, renderSetup } from "../delivery/backend/render";
import { Failure } from "../delivery/failure";
import { jsonOption } from "./options";
import { terminalProgress } from "./progress";
import { sandboxOption, targetFrom } from "./target";

interface BackendOptions {
  readonly sandbox?: true;
  readonly json?: true;
}

/** `estate backend setup|check`: the bucket, key and lock table that hold a deployment's Terraform state. */
export function registerBackend(program: Command): void {
  const backend = program
    .command("backend")
    .description("state bucket, its key and lock table of a deployment, and the key of secrets that people make");
  command(
    backend,
    "setup <deployment>",
    "make or correct them; never deletes, and a second run changes nothing",
    setup,
  );
  command(backend, "check <deployment>", "compare every setting with what it should be; exit 1 on a difference", check);
}

function command(
  parent: Command,
  usage: string,
  description: string,
  action: (name: string, options: BackendOptions) => Promise<void>,
): void {
  parent
    .command(usage)
    .description(description)
    .option(...sandboxOption)
    .addOption(jsonOption())
    .action(action);
}

async function setup(name: string, options: BackendOptions): Promise<void> {
  const owner = findDeployment(name);
  const clients = await clientsFor(owner, options);
  const rows = await terminalProgress().step(`Set up the backend of ${name}`, () => setupBackend(owner, clients));
  print(owner, rows, renderSetup(rows), options);
  const changed = rows.filter(({ done }) => done !== "nothing").length;
  process.stderr.write(changed === 0 ? "Everything was in place.\n" : `${changed} settings made or corrected.\n`);
}

async function check(name: string, options: BackendOptions): Promise<void> {
  const owner = findDeployment(name);
  const rows = await checkBackend(owner, await clientsFor(owner, options));
  print(owner, rows, renderCheck(rows), options);
  const wrong = rows.filter(({ fine }) => !fine);
  if (wrong.length === 0) return;
  throw new Failure(`The backend of ${owner.name} differs in ${wrong.length} of ${rows.length} settings.`, {
    fix: `Correct them: npx estate backend setup ${owner.name}${options.sandbox ? " --sandbox" : ""}`,
  });
}

async function clientsFor(owner: BackendOwner, options: BackendOptions) {
  return awsClients(await targetFrom(options), owner.backend.region);
}

function print(
  owner: BackendOwner & { readonly name: string },
  rows: readonly Row[],
  text: string,
  options: BackendOptions,
): void {
  const report = { deployment: owner.name, account: owner.account, region: owner.backend.region, settings: rows };
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : text}\n`);
}
