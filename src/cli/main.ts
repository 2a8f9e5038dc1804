import { Command } from "commander";
import { report } from "./report";

type Register = (program: Command) => void;

/** Every command and how to load it: only the one asked for is loaded, so that `list` never waits for an AWS SDK. */
const commands: Readonly<Record<string, () => Promise<Register>>> = {
  list: async () => (await import("./list")).registerList,
  synth: async () => (await import("./synth")).registerSynth,
  preflight: async () => (await import("./preflight")).registerPreflight,
  plan: async () => (await import("./plan")).registerPlan,
  affected: async () => (await import("./affected")).registerAffected,
  review: async () => (await import("./review")).registerReview,
  compare: async () => (await import("./compare")).registerCompare,
  deploy: async () => (await import("./deploy")).registerDeploy,
  waive: async () => (await import("./waive")).registerWaive,
  release: async () => (await import("./release")).registerRelease,
  apps: async () => (await import("./apps")).registerApps,
  promote: async () => (await import("./promote")).registerPromote,
  secrets: async () => (await import("./secrets")).registerSecrets,
  alarms: async () => (await import("./alarms")).registerAlarms,
  db: async () => (await import("./db")).registerDb,
  history: async () => (await import("./history")).registerHistory,
  outputs: async () => (await import("./outputs")).registerOutputs,
  destroy: async () => (await import("./destroy")).registerDestroy,
  recover: async () => (await import("./recover")).registerRecover,
  addresses: async () => (await import("./addresses")).registerAddresses,
  terraform: async () => (await import("./terraform")).registerTerraform,
  verify: async () => (await import("./verify")).registerVerify,
  validate: async () => (await import("./validate")).registerValidate,
  drift: async () => (await import("./drift")).registerDrift,
  eject: async () => (await import("./eject")).registerEject,
  scan: async () => (await import("./scan")).registerScan,
  backend: async () => (await import("./backend")).registerBackend,
  sandbox: async () => (await import("./sandbox")).registerSandbox,
  doctor: async () => (await import("./doctor")).registerDoctor,
  runbooks: async () => (await import("./runbooks")).registerRunbooks,
  differences: async () => (await import("./differences")).registerDifferences,
  requirements: async () => (await import("./requirements")).registerRequirements,
};

async function main(argv: readonly string[]): Promise<void> {
  const program = new Command("estate")
    .description(
      "HIPAA-secure AWS infrastructure as TypeScript constructs, planned, deployed and verified by Terraform",
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 done, 1 error; others tell what was found or blocked, and `estate <command> --help` says which.",
    )
    .showSuggestionAfterError()
    .showHelpAfterError("(estate --help lists the commands)");
  const asked = commands[argv[0] ?? ""];
  for (const load of asked ? [asked] : Object.values(commands)) (await load())(program);
  await program.parseAsync(argv, { from: "user" });
}

// `estate … | head` closes the pipe early: that ends the command, and is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
main(process.argv.slice(2)).catch(report);
