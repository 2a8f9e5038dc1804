import { relative } from "node:path";
import { Option, type Command } from "commander";
import { findDeployment } from "../config";
import { checkAddresses, writeLock, type LockedAddress } from "../delivery/addresses";
import { renderComparison } from "../delivery/addresses/render";
import { Failure } from "../delivery/failure";
import { statefulTypes } from "../delivery/stateful-types";
import { synthesized, type Stack } from "../delivery/synth";
import { exitCodes, fromOption, jsonOption } from "./options";

interface AddressesOptions {
  readonly write?: true;
  readonly from?: string;
  readonly json?: true;
}

/** `estate addresses`: the lock that keeps renames from destroying what they rename. */
export function registerAddresses(program: Command): void {
  program
    .command("addresses [deployment...]")
    .description("compare resource addresses with the locks in adoption/addresses, or write the locks")
    .addOption(new Option("--check", "compare only (the default)").conflicts("write"))
    .option("--write", "record the addresses as they are now")
    .addOption(fromOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      exitCodes({
        0: "nothing stateful lost its address",
        1: "a stateful address vanished without a move, or is not recorded yet",
      }),
    )
    .action(addresses);
}

async function addresses(names: readonly string[], options: AddressesOptions): Promise<void> {
  const stacks = await synthesized(names, options);
  if (options.write) return write(stacks);
  const compared = stacks.map((stack) => ({
    deployment: stack.name,
    ...checkAddresses(stack, findDeployment(stack.name).system),
  }));
  if (options.json) process.stdout.write(`${JSON.stringify(compared, null, 2)}\n`);
  else
    for (const { deployment, ...comparison } of compared)
      process.stdout.write(`${renderComparison(deployment, comparison)}\n`);
  const lost = compared.flatMap((comparison) => comparison.lost);
  if (lost.length === 0) return requireRecorded(compared.flatMap(({ added }) => added));
  throw new Failure(`${lost.length} stateful addresses vanished: the next deploy would destroy what they hold.`, {
    fix: 'Renamed? Add {"from": "<old>", "to": "<new>", "date": …, "reason": …} to adoption/moves/<system>.json. Retired for good? npx estate addresses --write, in a reviewed change.',
  });
}

/** @throws Failure for stateful addresses outside the lock: nothing would notice when they vanish */
function requireRecorded(added: readonly LockedAddress[]): void {
  const unrecorded = added.filter(({ type }) => statefulTypes.has(type)).map(({ address }) => address);
  if (unrecorded.length === 0) return;
  throw new Failure(`Not in the address lock, and stateful: ${[...new Set(unrecorded)].join(", ")}.`, {
    fix: "New? Record it in the same change: npx estate addresses --write",
  });
}

function write(stacks: readonly Stack[]): void {
  for (const stack of stacks) process.stdout.write(`wrote ${relative(process.cwd(), writeLock(stack))}\n`);
}
