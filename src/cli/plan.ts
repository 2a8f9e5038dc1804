import { InvalidArgumentError, Option, type Command } from "commander";
import { Failure } from "../delivery/failure";
import { planDeployment, renderJson, renderText } from "../delivery/plan";
import { estateCommand } from "../delivery/terraform";
import { openWorkspace } from "../delivery/workspace";
import { deploymentCommand, exitCodes, jsonOption, lockTimeoutOption, workspaceOptions } from "./options";
import { planSeveral, type PlanManyCommand } from "./plan-many";
import { terminalProgress } from "./progress";

interface PlanOptions extends PlanManyCommand {
  readonly all?: true;
}

/** `estate plan`: saved plans and their review. */
export function registerPlan(program: Command): void {
  deploymentCommand(program, "plan [deployment...]", "plan deployments, save each plan, and show what it would do")
    .addOption(new Option("--all", "plan every deployment").conflicts("affected"))
    .option(
      "--affected <git-ref>",
      "plan the deployments whose Terraform JSON changed since then (see estate affected)",
    )
    .addOption(
      new Option(
        "--parallel <n>",
        "of several, plan so many at once (default: one a core, and 1.5 GiB free for each)",
      ).argParser(atLeastOne),
    )
    .addOption(jsonOption())
    .addOption(lockTimeoutOption())
    .addHelpText(
      "after",
      exitCodes({
        0: "nothing to do",
        1: "error; of several: one could not be planned, or its account is not reached",
        2: "changes",
        3: "blocked: the plan would lose data or is not this deployment's",
      }) +
        "\nOf several deployments the worst counts: 1, then 3, then 2. One that fails keeps none of the others from being planned.",
    )
    .action(plan);
}

async function plan(names: readonly string[], options: PlanOptions): Promise<void> {
  const every = options.all || options.affected !== undefined;
  if (every && names.length > 0) {
    throw new Failure(`Both ${names.join(", ")} and ${options.all ? "--all" : "--affected"} are given.`, {
      fix: "Name deployments, or give --all or --affected <git-ref>.",
    });
  }
  const [name] = names;
  if (every || names.length > 1) return planSeveral([...new Set(names)], options);
  if (name !== undefined) return planOne(name, options);
  throw new Failure("Nothing to plan is named.", {
    fix: "npx estate plan <deployment>, or --all, or --affected <git-ref>; npx estate list names the deployments.",
  });
}

async function planOne(name: string, options: PlanOptions): Promise<void> {
  const progress = terminalProgress();
  const workspace = await openWorkspace(name, await workspaceOptions(options), progress);
  const { review, meta, saved } = await planDeployment(workspace, options, progress);
  process.stdout.write(`${options.json ? renderJson(review) : renderText(review)}\n`);
  process.exitCode = meta.blocked ? 3 : meta.changes ? 2 : 0;
  if (process.exitCode === 2) {
    process.stderr.write(
      `Review: ${saved.folder}/review.md\nApply exactly this: ${estateCommand(workspace.terraform.context, "deploy")}\n`,
    );
  }
}

function atLeastOne(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new InvalidArgumentError("Allowed: a whole number from 1.");
}
