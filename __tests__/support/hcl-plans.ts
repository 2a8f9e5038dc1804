import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./estate";
import { sandboxEnvironment, type Life } from "./life";
import { renderBlocks, Schemas } from "../../src/delivery/hcl";
import { readInputs } from "../../src/delivery/scan/input";

interface PlanView {
  readonly planned_values: unknown;
  readonly resource_changes: readonly unknown[];
}

/** Plans of one deployment from nothing, once from its JSON and once rendered as HCL, on the deployment's sandbox. */
export async function plansOfJsonAndHcl(life: Life): Promise<{ json: PlanView; hcl: PlanView }> {
  const { estate, deployment } = life;
  const [input] = await readInputs([deployment], estate.synthesized);
  const blocks = renderBlocks(input!.document, Schemas.committed(), deployment);
  const hcl = blocks.map(({ lines }) => lines.join("\n")).join("\n\n");
  const json = readFileSync(join(input!.folder, "cdk.tf.json"), "utf8");
  return { json: await plan(life, "json", "cdk.tf.json", json), hcl: await plan(life, "hcl", "main.tf", hcl) };
}

/** A plan without state: an override puts a local backend in the place of the deployment's own. */
async function plan(life: Life, kind: string, file: string, text: string): Promise<PlanView> {
  const folder = join(life.estate.home, "plan-from", kind);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), text);
  writeFileSync(join(folder, "backend_override.tf"), 'terraform {\n  backend "local" {}\n}\n');
  const terraform = await terraformIn(life, folder);
  await terraform("init", "-input=false");
  await terraform("plan", "-input=false", "-out=plan.tfplan");
  const { planned_values, resource_changes } = JSON.parse(await terraform("show", "-json", "plan.tfplan")) as PlanView;
  return { planned_values, resource_changes };
}

/** Terraform in a folder of HCL, as `estate sandbox env` lets a person run it. @throws Error with all it said */
export async function terraformIn({ estate, deployment }: Life, folder: string) {
  const lock = join(estate.synthesized, "stacks", deployment, ".terraform.lock.hcl");
  copyFileSync(lock, join(folder, ".terraform.lock.hcl"));
  const env = { ...estate.environment(), ...(await sandboxEnvironment(estate)) };
  return async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run("terraform", [`-chdir=${folder}`, ...args], env);
    if (code === 0) return stdout;
    throw new Error(`terraform ${args.join(" ")} ended with ${code}:\n${stdout}${stderr}`);
  };
}
