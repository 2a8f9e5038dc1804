import { relative } from "node:path";
import type { Command } from "commander";
import { dayOf } from "../delivery/days";
import { Failure } from "../delivery/failure";
import { waivedLines } from "../delivery/gate/render";
import { ruleIds } from "../delivery/gate/rules";
import { writeWaivers } from "../delivery/gate/waivers/file";
import { longestDays } from "../delivery/gate/waivers/judge";
import { requireWaivable } from "../delivery/gate/waivers/waive";
import { reviewPlan, SavedPlan, type Review } from "../delivery/plan";
import { estateCommand } from "../delivery/terraform";
import { openWorkspace, type Workspace } from "../delivery/workspace";
import { deploymentCommand, exitCodes, jsonOption, workspaceOptions, type DeploymentOptions } from "./options";
import { terminalProgress } from "./progress";

interface WaiveOptions extends DeploymentOptions {
  readonly json?: true;
  readonly address?: readonly string[];
  readonly rule?: string;
  readonly reason?: string;
  readonly owner?: string;
  readonly expires?: string;
}

/** `estate waive`: lets exactly one thing through the gate that a saved plan does on purpose. */
export function registerWaive(program: Command): void {
  deploymentCommand(
    program,
    "waive <deployment>",
    "list what the gate blocks in the saved plan, or write waivers of it into adoption/waivers, to be reviewed and committed",
  )
    .option("--address <address...>", "what the waiver is about, exactly as listed; several get the same reason")
    .option("--rule <rule>", "the rule that blocks it")
    .option("--reason <text>", "why it is right here")
    .option("--owner <team>", "team or role that answers for it")
    .option("--expires <day>", `last day on which it holds, YYYY-MM-DD, at most ${longestDays} days ahead`)
    .addOption(jsonOption())
    .addHelpText(
      "after",
      exitCodes({
        0: "listed, or written",
        1: "no saved plan, a waiver that the plan does not need, or an error",
        3: "the waiver file, or the JSON, cannot be used",
      }),
    )
    .action(waive);
}

async function waive(name: string, options: WaiveOptions): Promise<void> {
  const workspace = await openWorkspace(name, await workspaceOptions(options), terminalProgress());
  const review = await reviewOfSavedPlan(workspace);
  if ([options.address, options.rule, options.reason, options.owner, options.expires].every((each) => !each)) {
    const { blocked, waived } = review;
    const listing = options.json ? JSON.stringify({ deployment: name, blocked, waived }, null, 2) : listed(review);
    process.stdout.write(`${listing}\n`);
    return;
  }
  const { address: addresses = [""], rule = "", reason = "", owner = "", expires = "" } = options;
  const waivers = addresses.map((address) => ({ address, rule, reason, owner, expires }));
  for (const waiver of waivers) requireWaivable(waiver, review.blocked, dayOf(new Date()));
  const file = relative(process.cwd(), writeWaivers(name, waivers));
  process.stdout.write(
    `${options.json ? JSON.stringify({ deployment: name, file, waivers }, null, 2) : `wrote ${file}`}\n`,
  );
  process.stderr.write("It counts once it is committed: have it reviewed together with the change that needs it.\n");
}

async function reviewOfSavedPlan(workspace: Workspace): Promise<Review> {
  const { deployment, target, terraform } = workspace;
  const saved = new SavedPlan(deployment.name, target.kind);
  if (saved.meta()) return reviewPlan(workspace, saved.file);
  throw new Failure(`There is no saved plan of ${deployment.name}.`, {
    fix: `Plan first, to see what is blocked: ${estateCommand(terraform.context, "plan")}`,
  });
}

function listed({ deployment, blocked, waived }: Review): string {
  const lines = blocked.flatMap(({ address, rule, message, fix }) => [
    message,
    // Waivers that nobody needs are no rule's findings: they are put right, not waived.
    ruleIds.includes(rule) ? `  --address '${address}' --rule ${rule}` : `  Fix: ${fix}`,
  ]);
  if (lines.length === 0) lines.push(`${deployment}: the gate blocks nothing in the saved plan.`);
  return [...lines, ...waivedLines(waived)].join("\n");
}
