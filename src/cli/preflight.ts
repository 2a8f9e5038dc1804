import type { Command } from "commander";
import { awsClients } from "../delivery/aws/clients";
import { isReady, preflight, renderFindings, summary } from "../delivery/preflight";
import { readWorkspace } from "../delivery/workspace";
import { deploymentCommand, exitCodes, jsonOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface PreflightOptions extends DeploymentOptions {
  readonly json?: true;
}

/** `estate preflight`: is the account ready for the deployment? */
export function registerPreflight(program: Command): void {
  deploymentCommand(
    program,
    "preflight <deployment>",
    "what must be done in the account before a deployment can be applied: quotas, names, certificates, versions, owners",
  )
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nIt changes nothing and reads no secret. What AWS does not let these credentials see is "not checked", never "ready".\n${exitCodes(
        {
          0: "ready: everything was checked, and nothing stands in the way",
          1: "error",
          2: "something must be done first, or could not be checked",
        },
      )}`,
    )
    .action(run);
}

async function run(name: string, options: PreflightOptions): Promise<void> {
  const progress = terminalProgress();
  const settings = await workspaceOptions(options);
  const workspace = await readWorkspace(name, settings, progress);
  const aws = awsClients(settings.target, workspace.deployment.region);
  const findings = await preflight(workspace, aws, progress);
  process.stdout.write(
    `${options.json ? JSON.stringify({ deployment: name, findings }, null, 2) : renderFindings(findings)}\n`,
  );
  process.stderr.write(`\n${name}: ${summary(findings)}\n`);
  process.exitCode = isReady(findings) ? 0 : 2;
}
