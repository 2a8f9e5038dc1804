import type { Command } from "commander";
import { examine, isSick, renderDiagnoses } from "../delivery/doctor";
import { Failure } from "../delivery/failure";

/** `estate doctor`: what this machine lacks, and the command that fixes each. */
export function registerDoctor(program: Command): void {
  program
    .command("doctor")
    .description(
      "what is missing, of a wrong version, or fine on this machine; exit 1 when something required is not fine",
    )
    .option("--json", "machine-readable list on standard output")
    .action(async (options: { readonly json?: true }) => {
      const diagnoses = await examine();
      process.stdout.write(`${options.json ? JSON.stringify(diagnoses, null, 2) : renderDiagnoses(diagnoses)}\n`);
      if (isSick(diagnoses)) {
        const names = diagnoses
          .filter(({ isRequired, status }) => isRequired && status !== "fine")
          .map(({ name }) => name);
        throw new Failure(`Not ready on this machine: ${names.join(", ")}.`, { fix: "Run the commands named above." });
      }
    });
}
