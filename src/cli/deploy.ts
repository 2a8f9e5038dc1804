import type { Command } from "commander";
import { conclude, deploy, recordApply, type Attempt, type Conclusion } from "../delivery/deploy";
import { messageOf } from "../delivery/failure";
import { summary, type PlanMeta } from "../delivery/plan";
import { isSound } from "../delivery/records";
import { estateCommand } from "../delivery/terraform";
import { openWorkspace, type Workspace } from "../delivery/workspace";
import { asks, show } from "./approval";
import { deploymentCommand, exitCodes, lockTimeoutOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";
import { readReviewed, unlikeReviewed } from "./reviewed";

interface DeployOptions extends DeploymentOptions {
  readonly autoApprove?: true;
  readonly reviewed?: PlanMeta;
  readonly lockTimeout?: string;
  readonly checks: boolean;
}

/** Applied, but not what was wanted: the same code as a failed check would have alone, were it not for what was changed. */
const UNSOUND = 4;

/** `estate deploy`: applies exactly the reviewed plan. */
export function registerDeploy(program: Command): void {
  const reviewed = deploymentCommand(
    program,
    "deploy <deployment>",
    "apply exactly the plan that `estate plan` saved; without one: plan, show, ask, apply. Then verify, plan again, record",
  )
    .option("--auto-approve", "without a saved plan: apply without asking")
    .option(
      "--reviewed <plan.meta.json>",
      "plan anew, and apply without asking only what the plan of this file would have done",
      readReviewed,
    )
    .option("--no-checks", "afterwards neither verify nor plan again; the record says so")
    .addOption(lockTimeoutOption());
  reviewed.options.find(({ long }) => long === "--reviewed")!.conflicts("autoApprove");
  reviewed
    .addHelpText(
      "after",
      exitCodes({
        0: "applied and as it should be, or nothing to do",
        1: "error, or not approved",
        3: "blocked",
        [UNSOUND]: "applied, but a check failed, a second plan has changes, or this could not be found out or recorded",
      }),
    )
    .action(run);
}

async function run(name: string, options: DeployOptions): Promise<void> {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const { autoApprove, checks, lockTimeout, reviewed } = options;
  const question = `Apply this to ${name}? Only "yes" is accepted:`;
  const approve: Parameters<typeof deploy>[1]["approve"] = async (review, differences) => {
    show(review);
    if (differences.length > 0) tell(unlikeReviewed(differences));
    return autoApprove ?? (await asks(question, "yes"));
  };
  const over = (attempt: Attempt): Promise<void> =>
    attempt.error === undefined ? tellSuccess(workspace, attempt, checks, progress) : tellFailure(workspace, attempt);
  const { outcome } = await deploy(workspace, { approve, over, lockTimeout, reviewed }, progress);
  if (outcome === "declined") {
    tell("Not approved: nothing was changed.");
    process.exitCode = 1;
  } else if (outcome === "unchanged") tell(`${name}: nothing to do.`);
}

async function tellSuccess(
  workspace: Workspace,
  attempt: Attempt,
  checks: boolean,
  progress: ReturnType<typeof terminalProgress>,
): Promise<void> {
  const { name } = workspace.deployment;
  const done = `${name} is deployed: ${summary(attempt.review)}, in ${attempt.seconds} s`;
  try {
    const concluded = await conclude(workspace, attempt, checks, progress);
    tell([`${done}.`, ...conclusionLines(concluded)].join("\n"));
    if (isSound(concluded)) return;
    tell(`Fix: see what Terraform would put right: ${estateCommand(workspace.terraform.context, "plan")}`);
  } catch (error) {
    tell(`${done}, but whether it is as it should be could not be found out, or not recorded: ${messageOf(error)}`);
  }
  process.exitCode = UNSOUND;
}

function tellFailure(workspace: Workspace, attempt: Attempt): Promise<void> {
  return recordApply(workspace, attempt).then(
    (place) => tell(`The failed apply is recorded: ${place}`),
    (error: unknown) => tell(`The failed apply could not be recorded: ${messageOf(error)}`),
  );
}

function conclusionLines({ checks, place }: Conclusion): readonly string[] {
  const found = checks
    ? [
        `  verify      ${checks.passed} passed, ${checks.failed.length} failed, ${checks.byHand} to check by hand`,
        ...checks.failed.map((id) => `              FAILED ${id}`),
        `  plan again  ${checks.planAgain}`,
      ]
    : ["  verify      left out (--no-checks)"];
  return [...found, `  record      ${place}`];
}

const tell = (text: string): void => void process.stderr.write(`${text}\n`);
