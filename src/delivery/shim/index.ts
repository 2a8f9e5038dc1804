import { existsSync, mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { recordApply, requireUnedited, type Attempt } from "../deploy";
import { requireDestroyable } from "../destroy";
import { Failure, messageOf } from "../failure";
import { noProgress } from "../progress";
import { paths } from "../paths";
import { describePlan, hasChanges, requireUnblocked } from "../plan";
import { run } from "../process";
import { backUpState } from "../recovery";
import { stackFile } from "../synth";
import { shellTarget } from "../target";
import { terraformArguments } from "../terraform";
import { terraformCommand } from "../terraform/binary";
import { readWorkspace, type Workspace } from "../workspace";
import { readCall, type TerraformCall } from "./arguments";
import { approved } from "./approval";

/**
 * Stands in for terraform wherever cdktf-cli or a person calls it: passes everything through, but judges the plan behind an
 * `apply` and refuses to destroy what is protected. Returns terraform's exit code.
 */
export async function terraformShim(args: readonly string[], folder: string): Promise<number> {
  // cdktf-cli asks for the version from the project's root.
  if (!existsSync(join(folder, stackFile)))
    return (await run(terraformCommand(), args, { cwd: folder, output: "inherit" })).code;
  const from = dirname(dirname(folder));
  return guardedTerraform(await readWorkspace(basename(folder), { target: shellTarget(), from }, noProgress), args);
}

/** Terraform in one deployment's folder, behind the gate. */
export async function guardedTerraform(workspace: Workspace, args: readonly string[]): Promise<number> {
  const call = readCall(args);
  const { terraform, deployment, stack } = workspace;
  if (call.command === "init") terraform.prepare();
  if (call.destroy && (call.command === "apply" || call.command === "destroy")) {
    requireDestroyable(deployment);
    await backUpState(workspace.state, "destroy");
  } else if (call.command === "apply") return guardedApply(workspace, call);
  const code = await terraform.passThrough(args);
  if (code === 0 && args.join(" ") === "state push errored.tfstate")
    rmSync(join(stack.folder, "errored.tfstate"), { force: true });
  return code;
}

async function guardedApply(workspace: Workspace, call: TerraformCall): Promise<number> {
  const { terraform, deployment, target } = workspace;
  const folder = paths.plan(target.kind, deployment.name);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const planFile = call.planFile ? given(workspace, call.planFile) : join(folder, "apply.tfplan");
  try {
    if (!call.planFile) {
      const code = await terraform.passThrough(["plan", "-input=false", `-out=${planFile}`, ...call.planFlags]);
      if (code !== 0) return code;
    }
    const plan = await describePlan(workspace, planFile);
    requireUnblocked(workspace, plan.review.blocked);
    if (!call.planFile && !call.autoApprove && !(await approved())) return 1;
    requireUnedited(workspace, plan.meta, planFile);
    await backUpState(workspace.state, "apply");
    const begin = performance.now();
    const code = await terraform.passThrough([
      "apply",
      "-input=false",
      ...(call.noColor ? ["-no-color"] : []),
      planFile,
    ]);
    const seconds = Math.round((performance.now() - begin) / 1000);
    await recorded(workspace, { ...plan, seconds, ...(code !== 0 && { error: `terraform apply ended with ${code}` }) });
    return code;
  } finally {
    if (!call.planFile) rmSync(planFile, { force: true });
  }
}

/** @throws Failure when there is no such file in the folder where Terraform runs */
function given({ stack, terraform }: Workspace, planFile: string): string {
  const file = resolve(stack.folder, planFile);
  if (existsSync(file)) return file;
  throw new Failure(`There is no plan file ${planFile} in ${stack.folder}.`, {
    fix: `Name one that \`terraform plan -out\` wrote there, or none: ${terraformArguments(terraform.context, "apply")}`,
  });
}

/** On standard error: cdktf-cli reads what goes to standard output. */
async function recorded(workspace: Workspace, attempt: Attempt): Promise<void> {
  if (!hasChanges(attempt.review)) return;
  const said = await recordApply(workspace, attempt).then(
    (place) => `Recorded: ${place}`,
    (error: unknown) => `The apply is over, but was not recorded: ${messageOf(error)}`,
  );
  process.stderr.write(`${said}\n`);
}
