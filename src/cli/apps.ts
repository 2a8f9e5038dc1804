import type { Command } from "commander";
import { findDeployment } from "../config";
import { applicationsIn } from "../delivery/apps/application";
import { buildApplications } from "../delivery/apps/build";
import { pushApplications } from "../delivery/apps/push";
import { requireClean, sourceVersion } from "../delivery/apps/version";
import { awsClients } from "../delivery/aws/clients";
import { paths } from "../delivery/paths";
import { releaseInOrder } from "../delivery/release/in-order";
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

interface AppsOptions extends DeploymentOptions {
  readonly json?: true;
}

interface RollOutOptions extends AppsOptions {
  readonly version?: string;
  readonly autoApprove?: true;
  readonly lockTimeout?: string;
  readonly patience: number;
}

/** `estate apps build|push|deploy`: the images of the applications whose folders the configuration names. */
export function registerApps(program: Command): void {
  const apps = program
    .command("apps")
    .description("build, push and roll out the applications that src/config/applications.ts names");
  apps
    .command("build <deployment>")
    .description("build the image of every application, under the commit as its version; needs Docker, and no AWS")
    .addOption(jsonOption())
    .addHelpText("after", exitCodes({ 0: "every image is built", 1: "error, or something is missing" }))
    .action(build);
  deploymentCommand(
    apps,
    "push <deployment>",
    "push the images of this commit to the deployment's repositories, and tell their digests",
  )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      exitCodes({
        0: "every image is there",
        1: "error: files differ from the commit, an image is not built, or its version is taken by another one",
      }),
    )
    .action(push);
  deploymentCommand(
    apps,
    "deploy <deployment>",
    "release the pushed images one service after the other: plan, show, ask, apply, wait until it runs",
  )
    .option("--version <tag>", "release this version instead of this commit's")
    .option("--auto-approve", "apply without asking")
    .addOption(
      patienceOption("besides the minutes that CodeDeploy waits for alarms, wait until only the new image runs", 900),
    )
    .addOption(lockTimeoutOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      exitCodes({
        0: "every service runs its image",
        1: "error, not approved, or undone: the message says which services run theirs",
        3: "blocked",
      }),
    )
    .action(rollOut);
}

async function build(name: string, { json }: AppsOptions): Promise<void> {
  const built = await buildApplications(findDeployment(name), terminalProgress());
  const lines = built.images.map(({ image }) => image);
  process.stdout.write(`${json ? JSON.stringify(built, null, 2) : lines.join("\n")}\n`);
  if (built.isDirty)
    process.stderr.write("Files differ from the commit: these images are for trying, and never pushed.\n");
}

async function push(name: string, options: AppsOptions): Promise<void> {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const pushed = await pushApplications(workspace, awsClients(workspace.target, workspace.deployment.region), progress);
  const lines = pushed.map(({ repository, version, digest, outcome }) => {
    return `${repository}:${version}  ${digest}${outcome === "unchanged" ? "  (was there)" : ""}`;
  });
  process.stdout.write(`${options.json ? JSON.stringify(pushed, null, 2) : lines.join("\n")}\n`);
}

async function rollOut(name: string, options: RollOutOptions): Promise<void> {
  const progress = terminalProgress();
  const applications = applicationsIn(findDeployment(name));
  const version = options.version ?? (await committedVersion());
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const approve = approval(`Release this to ${name}? Only "yes" is accepted:`, "yes", options.autoApprove);
  const released = await releaseInOrder(
    workspace,
    Object.fromEntries(applications.map(({ service }) => [service, version])),
    { approve, lockTimeout: options.lockTimeout, patienceSeconds: options.patience },
    awsClients(workspace.target, workspace.deployment.region),
    progress,
  );
  const lines = released.map(({ service, digest, tasks }) => `${service}  ${digest}  ${tasks} tasks`);
  process.stdout.write(`${options.json ? JSON.stringify(released, null, 2) : lines.join("\n")}\n`);
}

/** The version of this commit's images. @throws Failure when files differ from it: nobody can have pushed that */
async function committedVersion(): Promise<string> {
  const version = await sourceVersion(paths.root);
  requireClean(version, "Nothing is released");
  return version.tag;
}
