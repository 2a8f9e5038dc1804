import type { Command } from "commander";
import { run as runProgram } from "../delivery/process";
import { awsClients } from "../delivery/aws/clients";
import { paths } from "../delivery/paths";
import type { Review } from "../delivery/plan";
import { promote, type ProvenImage } from "../delivery/promote";
import { get } from "../delivery/promote/health";
import { verify } from "../delivery/verify";
import { openWorkspace, type Workspace } from "../delivery/workspace";
import { asks, show } from "./approval";
import {
  exitCodes,
  fromOption,
  lockTimeoutOption,
  patienceOption,
  workspaceOptions,
  type DeploymentOptions,
} from "./options";
import { terminalProgress } from "./progress";
import { sandboxOption } from "./target";

interface PromoteOptions extends DeploymentOptions {
  readonly yes?: true;
  readonly lockTimeout?: string;
  readonly patience: number;
}

/** `estate promote`: what staging runs goes to production. */
export function registerPromote(program: Command): void {
  program
    .command("promote <system>")
    .description(
      "bring to a system's production what its staging runs: tests, images by digest, deploy, release, health",
    )
    .option(...sandboxOption)
    .addOption(fromOption())
    .option("--yes", "change production without asking; for pipelines that ask by themselves")
    .addOption(patienceOption("wait for each service, and for each health address,", 900))
    .addOption(lockTimeoutOption())
    .addHelpText(
      "after",
      `
Steps, up to the first that fails:
  1  the source is committed and pushed; Docker with buildx is there
  2  make test
  3  the images that staging runs are copied to production's repositories: the same digests, nothing is built
  4  production's plan is shown; after its name is typed, exactly that plan is applied
  5  production's services are released to those images
  6  every check of estate verify, and the public health addresses
${exitCodes({
  0: "production runs what staging runs, and is healthy",
  1: "a step failed, or was not approved: the message says what is done and what is not",
  2: "the test suite is red (make's exit code)",
  3: "a plan is blocked",
})}`,
    )
    .action(run);
}

async function run(system: string, options: PromoteOptions): Promise<void> {
  const progress = terminalProgress();
  const workspaces = await workspaceOptions(options);
  const production = `${system}-production`;
  const approve = async (review: Review | undefined, images: readonly ProvenImage[]): Promise<boolean> => {
    if (review) show(review);
    else process.stderr.write(`\n${production}: no changes of the infrastructure\n`);
    process.stderr.write(`Images:\n${images.map(line).join("\n")}\n`);
    return options.yes ?? (await asks(`Change ${production}? Type its name:`, production, "--yes"));
  };
  const aws = ({ target, deployment }: Workspace) => awsClients(target, deployment.region);
  const images = await promote(
    system,
    { approve, show, lockTimeout: options.lockTimeout, patienceSeconds: options.patience },
    {
      root: paths.root,
      runs: runProgram,
      open: (name) => openWorkspace(name, workspaces, progress),
      aws,
      verify: async (workspace) => verify(workspace.deployment, await workspace.terraform.statePull(), aws(workspace)),
      get,
      progress,
      announce: (heading) => void process.stderr.write(`\n== ${heading}\n`),
    },
  );
  process.stdout.write(`${production} runs what staging runs:\n${images.map(line).join("\n")}\n`);
}

function line({ service, version, digest }: ProvenImage): string {
  return `  ${service}  ${version}  ${digest}`;
}
