import { terraformShim } from "../delivery/shim";
import { report } from "./report";

/** What `bin/estate-terraform` runs: terraform, with the gate before every apply. */
async function main(): Promise<void> {
  process.exitCode = await terraformShim(process.argv.slice(2), process.cwd());
}

main().catch(report);
