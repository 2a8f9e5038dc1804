import type { Command } from "commander";
import pc from "picocolors";
import { deployments, findDeployment } from "../config";
import { awsClients } from "../delivery/aws/clients";
import { createSecrets, type CreatedSecrets, type Stored } from "../delivery/secrets";
import { exitCodes, jsonOption } from "./options";
import { terminalProgress } from "./progress";
import { sandboxOption, targetFrom } from "./target";

interface CreateOptions {
  readonly sandbox?: true;
  readonly rotate?: true | readonly string[];
  readonly json?: true;
}

/** `estate secrets create`: what the stack finds in Secrets Manager and never makes. */
export function registerSecrets(program: Command): void {
  program
    .command("secrets")
    .description("the secrets that people make for a deployment, outside Terraform")
    .command("create <deployment>")
    .description("make the secrets that are missing, store the values that are given, and look after their key")
    .option("--rotate [name...]", "generate new values for these secrets; for all of them without a name")
    .option(...sandboxOption)
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nValues are read from the environment and shown nowhere; what is not given stays as it is stored, or is generated:\n  read -rs DB_PASSWORD && export DB_PASSWORD\n  estate secrets create itrack-staging && unset DB_PASSWORD\n${exitCodes(
        { 0: "every secret is stored", 1: "a value was refused, or an error" },
      )}`,
    )
    .action(create);
}

async function create(name: string, options: CreateOptions): Promise<void> {
  const deployment = findDeployment(name);
  const rotate: "all" | readonly string[] = options.rotate === true ? "all" : (options.rotate ?? []);
  const settings = { env: process.env, rotate, estate: deployments };
  const aws = awsClients(await targetFrom(options), deployment.region);
  const created = await createSecrets(deployment, settings, aws, terminalProgress());
  process.stdout.write(`${options.json ? JSON.stringify(created, null, 2) : rendered(created)}\n`);
  if (created.secrets.some(({ outcome }) => outcome === "updated")) process.stderr.write(`${afterwards(name)}\n`);
}

function rendered({ key, secrets }: CreatedSecrets): string {
  return [line(key.outcome, `key ${key.alias}`), ...secrets.map((each) => line(each.outcome, words(each)))].join("\n");
}

function line(outcome: Stored["outcome"] | "corrected", what: string): string {
  const color = outcome === "kept" ? pc.green : pc.yellow;
  return `${color(outcome.padEnd("corrected".length))} ${what}`;
}

function words({ name, from, restored, corrected }: Stored): string {
  const more = [
    ...(from === "stored" ? [] : [from]),
    ...(restored ? ["restored, it was scheduled for deletion"] : []),
    ...corrected.map((what) => `${what} corrected`),
  ];
  return more.length === 0 ? name : `${name} (${more.join("; ")})`;
}

/** A stored value alone changes nothing that runs. */
function afterwards(deployment: string): string {
  return `What runs still has the old values: plan and deploy ${deployment}, which gives the database its new password, and replace the tasks, which read theirs when they start (docs/runbooks/secret-rotation.md).`;
}
