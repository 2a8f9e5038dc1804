import type { Command } from "commander";
import { findDeployment } from "../config";
import { awsClients } from "../delivery/aws/clients";
import { Failure } from "../delivery/failure";
import { estateCommand } from "../delivery/terraform";
import { verify, type Verdict } from "../delivery/verify";
import { renderVerdicts, summary } from "../delivery/verify/render";
import { openWorkspace } from "../delivery/workspace";
import { deploymentCommand, exitCodes, jsonOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface VerifyOptions extends DeploymentOptions {
  readonly json?: true;
}

/** `estate verify`: the verification checklist, answered by the running estate. */
export function registerVerify(program: Command): void {
  deploymentCommand(program, "verify <deployment>", "check the running deployment against its state and configuration")
    .addOption(jsonOption())
    .addHelpText("after", exitCodes({ 0: "every check passed", 1: "a check failed, or an error" }))
    .action(run);
}

async function run(name: string, options: VerifyOptions): Promise<void> {
  const deployment = findDeployment(name);
  const progress = terminalProgress();
  const workspaceSettings = await workspaceOptions(options);
  const { terraform } = await openWorkspace(name, workspaceSettings, progress);
  const state = await progress.step("Read state", () => terraform.statePull());
  const aws = awsClients(workspaceSettings.target, deployment.region);
  const verdicts = await progress.step("Ask AWS", () => verify(deployment, state, aws));
  process.stdout.write(
    `${options.json ? JSON.stringify({ deployment: name, checks: verdicts }, null, 2) : renderVerdicts(verdicts)}\n`,
  );
  process.stderr.write(`\n${name}: ${summary(verdicts)}\n`);
  requirePassed(name, verdicts, estateCommand(terraform.context, "plan"));
}

/** @throws Failure naming every check that failed */
function requirePassed(name: string, verdicts: readonly Verdict[], planCommand: string): void {
  const failed = verdicts.filter(({ status }) => status === "fail").map(({ id }) => id);
  if (failed.length === 0) return;
  throw new Failure(`${failed.length} of ${verdicts.length} checks of ${name} failed: ${failed.join(", ")}.`, {
    fix: `See what Terraform would put right: ${planCommand}`,
  });
}
