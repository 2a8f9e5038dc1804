import type { Command } from "commander";
import { awsClients } from "../delivery/aws/clients";
import { release, type Release } from "../delivery/release";
import { imageReference } from "../delivery/release/image";
import { openWorkspace } from "../delivery/workspace";
import { approval } from "./approval";
import {
  deploymentCommand,
  exitCodes,
  jsonOption,
  lockTimeoutOption,
  patienceOption,
  workspaceOptions,
  type DeploymentOptions,
} from "./options";
import { terminalProgress } from "./progress";

interface ReleaseOptions extends DeploymentOptions {
  readonly autoApprove?: true;
  readonly lockTimeout?: string;
  readonly patience: number;
  readonly json?: true;
}

/** `estate release`: makes a service run an image, by a plan like any other. */
export function registerRelease(program: Command): void {
  deploymentCommand(
    program,
    "release <deployment> <service> <image>",
    "make a service run the image of a digest or version tag: plan, show, ask, apply, wait until it runs",
  )
    .option("--auto-approve", "apply without asking")
    .addOption(
      patienceOption("besides the minutes that CodeDeploy waits for alarms, wait until only the new image runs", 900),
    )
    .addOption(lockTimeoutOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nExample:\n  estate release omnirapeutic-dev api v1.0.0 --sandbox\n${exitCodes({
        0: "the service runs the image, and nothing else",
        1: "error, not approved, or ECS or CodeDeploy undid it",
        3: "blocked",
      })}`,
    )
    .action(run);
}

async function run(name: string, service: string, image: string, options: ReleaseOptions): Promise<void> {
  imageReference(image);
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const approve = approval(`Release this to ${name}? Only "yes" is accepted:`, "yes", options.autoApprove);
  const settings = { approve, lockTimeout: options.lockTimeout, patienceSeconds: options.patience };
  const aws = awsClients(workspace.target, workspace.deployment.region);
  const done = await release(workspace, { service, image }, settings, aws, progress);
  if (options.json) process.stdout.write(`${JSON.stringify(done, null, 2)}\n`);
  else process.stderr.write(`${words(done)}\n`);
  process.exitCode = done.outcome === "declined" ? 1 : 0;
}

function words({ deployment, service, digest, outcome, tasks }: Release): string {
  if (outcome === "declined") return "Not approved: nothing was changed.";
  const how = outcome === "unchanged" ? "runs already" : "now runs";
  return `${service} of ${deployment} ${how} ${digest} (${tasks} tasks).`;
}
