import type { Command } from "commander";
import { deployments } from "../config";
import { columns } from "../delivery/columns";
import { resourcesOf, synthesized, type SynthesisOptions } from "../delivery/synth";
import { fromOption, jsonOption } from "./options";

interface ListOptions extends SynthesisOptions {
  readonly json?: true;
}

/** `estate list`: every deployment, where it lives and how large it is. */
export function registerList(program: Command): void {
  program
    .command("list")
    .description("deployments, with account, region, state backend and number of resources")
    .addOption(fromOption())
    .addOption(jsonOption())
    .action(list);
}

async function list(options: ListOptions): Promise<void> {
  const stacks = new Map((await synthesized([], options)).map((stack) => [stack.name, stack]));
  const rows = deployments.map(({ name, account, region, backend }) => {
    const stack = stacks.get(name);
    return { name, account, region, backend, resources: stack ? resourcesOf(stack).length : 0 };
  });
  if (options.json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
  else
    process.stdout.write(
      `${columns(rows.map(({ backend, ...row }) => ({ ...row, state: `s3://${backend.bucket}/${backend.key}`, lock: backend.lockTable })))}\n`,
    );
}
