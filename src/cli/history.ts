import { InvalidArgumentError, type Command } from "commander";
import { findDeployment } from "../config";
import { awsClients } from "../delivery/aws/clients";
import { RecordStore, renderRecords } from "../delivery/records";
import { exitCodes, jsonOption } from "./options";
import { sandboxOption, targetFrom } from "./target";

interface HistoryOptions {
  readonly sandbox?: true;
  readonly json?: true;
  readonly last: number;
}

/** `estate history`: who deployed what, when, and how it ended. */
export function registerHistory(program: Command): void {
  program
    .command("history <deployment>")
    .description("records of its deployments, newest first: who, what, from which commit, and what the checks found")
    .option(...sandboxOption)
    .option("--last <n>", "so many of them, 1-1000", countOf, 20)
    .addOption(jsonOption())
    .addHelpText("after", exitCodes({ 0: "shown; nothing when there is none yet", 1: "error" }))
    .action(history);
}

async function history(name: string, { sandbox, json, last }: HistoryOptions): Promise<void> {
  const deployment = findDeployment(name);
  const { s3 } = awsClients(await targetFrom({ sandbox }), deployment.backend.region);
  const records = await new RecordStore(deployment, s3).newest(last);
  if (records.length === 0) process.stderr.write(`${name} has no record: nothing was applied there by estate.\n`);
  if (json) process.stdout.write(`${JSON.stringify(records, null, 2)}\n`);
  else if (records.length > 0) process.stdout.write(`${renderRecords(records)}\n`);
}

function countOf(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1000) return count;
  throw new InvalidArgumentError("Allowed: a whole number from 1 to 1000.");
}
