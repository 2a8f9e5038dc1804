import { join, resolve } from "node:path";
import type { Command } from "commander";
import { Failure } from "../delivery/failure";
import { paths } from "../delivery/paths";
import { RUNBOOKS, staleRunbooks, writeRunbooks } from "../delivery/runbooks";
import { exitCodes } from "./options";

interface RunbooksOptions {
  readonly write?: string | true;
}

/** `estate runbooks`: the runbooks whose commands are generated from names, configuration and outputs. */
export function registerRunbooks(program: Command): void {
  program
    .command("runbooks")
    .description("whether the generated runbooks say what names and configuration say now; --write makes it so")
    .option("--write [folder]", `write them, into ${RUNBOOKS} when no folder is named`)
    .addHelpText("after", exitCodes({ 0: "up to date, or written", 1: "a page is missing or out of date" }))
    .action(run);
}

function run({ write }: RunbooksOptions): void {
  const committed = join(paths.root, RUNBOOKS);
  if (write !== undefined) {
    const written = writeRunbooks(write === true ? committed : resolve(write));
    process.stdout.write(written.map((file) => `${file}\n`).join(""));
    return;
  }
  const stale = staleRunbooks(committed);
  if (stale.length === 0) return;
  throw new Failure(`Out of date in ${RUNBOOKS}:\n${stale.map((file) => `  ${file}`).join("\n")}`, {
    fix: "npx estate runbooks --write, and delete what nothing generates any more.",
  });
}
