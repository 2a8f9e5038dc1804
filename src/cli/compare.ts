import { Argument, type Command } from "commander";
import { findDeployment } from "../config";
import { Failure } from "../delivery/failure";
import { differencesBetween, requireSamePlace, SavedPlan, type PlanMeta } from "../delivery/plan";
import { exitCodes } from "./options";
import { readReviewed, unlikeReviewed } from "./reviewed";
import { sandboxOption, targetFrom } from "./target";

/** `estate compare`: does the saved plan do what was reviewed? */
export function registerCompare(program: Command): void {
  program
    .command("compare <deployment>")
    .description("whether the plan that `estate plan` saved here does the same as one that was reviewed elsewhere")
    .addArgument(new Argument("<plan.meta.json>", "of the reviewed plan").argParser(readReviewed))
    .option(...sandboxOption)
    .addHelpText(
      "after",
      `\nThe same is: each address, action, and value before and after; sensitive values aside. Nothing is asked of AWS.\n${exitCodes(
        { 0: "it does the same", 1: "error, or there is no saved plan", 2: "it does something else" },
      )}`,
    )
    .action(compare);
}

async function compare(name: string, reviewed: PlanMeta, options: { readonly sandbox?: true }): Promise<void> {
  const { account } = findDeployment(name);
  const plan = `npx estate plan ${name}${options.sandbox ? " --sandbox" : ""}`;
  requireSamePlace({ deployment: name, account }, reviewed, plan);
  const saved = new SavedPlan(name, (await targetFrom(options)).kind).meta();
  if (!saved) throw new Failure(`There is no saved plan of ${name}.`, { fix: `Plan first: ${plan}` });
  const differences = differencesBetween(reviewed.fingerprint, saved.fingerprint);
  const isSame = differences.length === 0;
  process.stdout.write(`${isSame ? "The plan does what was reviewed." : unlikeReviewed(differences)}\n`);
  process.exitCode = isSame ? 0 : 2;
}
