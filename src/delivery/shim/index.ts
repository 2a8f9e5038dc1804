import { existsSync, mkdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { requireDestroyable } from "../destroy";
import { noProgress } from "../progress";
import { paths } from "../paths";
import { requireUnblocked, reviewPlan } from "../plan";
import { run } from "../process";
import { backUpState } from "../recovery";
import { stackFile } from "../synth";
import { shellTarget } from "../target";
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
  const planFile = call.planFile ?? join(folder, "apply.tfplan");
  try {
    if (!call.planFile) {
      const code = await terraform.passThrough(["plan", "-input=false", `-out=${planFile}`, ...call.planFlags]);
      if (code !== 0) return code;
    }
    requireUnblocked(workspace, (await reviewPlan(workspace, planFile)).blocked);
    if (!call.planFile && !call.autoApprove && !(await approved())) return 1;
    await backUpState(workspace.state, "apply");
    return await terraform.passThrough(["apply", "-input=false", ...(call.noColor ? ["-no-color"] : []), planFile]);
  } finally {
    if (!call.planFile) rmSync(planFile, { force: true });
  }
}
