import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Block } from "./synthesize";
import { Estate, run, type Finished } from "./estate";

/** What happened to one deployment from nothing to the end, with an embedded AWS of its own. */
export interface Life {
  readonly estate: Estate;
  readonly deployment: string;
  readonly firstPlan: Finished;
  readonly deploy: Finished;
  readonly verify: Finished;
  readonly secondPlan: Finished;
  readonly outputs: Finished;
  /** The state after the deployment, as Terraform stores it. */
  readonly state: StateFile;
}

export interface StateFile {
  readonly resources: readonly { mode: string; type: string; name: string; instances: { attributes: Block }[] }[];
}

/** A synthesized estate with an embedded AWS that holds nothing yet. */
export async function freshEstate(): Promise<Estate> {
  const estate = new Estate();
  await estate.succeed("synth", "--out", estate.synthesized);
  await estate.succeed("sandbox", "up");
  return estate;
}

/** Brings a deployment up: what must be there before, backend, plan, deploy, verification, and a second plan. Judges nothing but setup. */
export async function bringUp(
  deployment: string,
  { estate: given, before }: { readonly estate?: Estate; readonly before?: (estate: Estate) => Promise<unknown> } = {},
): Promise<Life> {
  const estate = given ?? (await freshEstate());
  await before?.(estate);
  await estate.succeed("backend", "setup", deployment, "--sandbox");
  const command = (name: string, ...more: string[]) => estate.run(name, deployment, "--sandbox", ...more);
  const from = ["--from", estate.synthesized];
  const firstPlan = await command("plan", ...from, "--json");
  const deploy = await command("deploy", ...from, "--auto-approve");
  const verify = await command("verify", ...from, "--json");
  const secondPlan = await command("plan", ...from, "--json");
  const outputs = await command("outputs", ...from, "--json");
  return {
    estate,
    deployment,
    firstPlan,
    deploy,
    verify,
    secondPlan,
    outputs,
    state: await readState({ estate, deployment }),
  };
}

/** The stored state, read with plain Terraform as a person would who follows `estate sandbox env`. */
export async function readState(life: Pick<Life, "estate" | "deployment">): Promise<StateFile> {
  const { code, stdout, stderr } = await terraform(life, "state", "pull");
  if (code !== 0) throw new Error(`terraform state pull ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as StateFile;
}

/** Plain Terraform in the deployment's folder, with the environment that `estate sandbox env` prints. */
export async function terraform(
  { estate, deployment }: Pick<Life, "estate" | "deployment">,
  ...args: string[]
): Promise<Finished> {
  const folder = join(estate.synthesized, "stacks", deployment);
  return run("terraform", [`-chdir=${folder}`, ...args], {
    ...estate.environment(),
    ...(await sandboxEnvironment(estate)),
  });
}

/** What `estate sandbox env` prints, as variables. */
export async function sandboxEnvironment(estate: Estate): Promise<NodeJS.ProcessEnv> {
  const { stdout } = await estate.succeed("sandbox", "env");
  const exports = stdout.matchAll(/^export ([A-Z0-9_]+)=(?:"([^"\n]*)"|'([^'\n]*)'|(.*))$/gm);
  return Object.fromEntries([...exports].map(([, name, double, single, bare]) => [name, double ?? single ?? bare]));
}

/** Changes the synthesized JSON of a deployment in place, as an edit of its configuration would; the result undoes it. */
export function editSynthesized(
  { estate, deployment }: Pick<Life, "estate" | "deployment">,
  edit: (document: Block) => void,
): () => void {
  const file = join(estate.synthesized, "stacks", deployment, "cdk.tf.json");
  const before = readFileSync(file, "utf8");
  const document = JSON.parse(before) as Block;
  edit(document);
  writeFileSync(file, JSON.stringify(document, null, 2));
  return () => writeFileSync(file, before);
}

/** Every file below the folders that holds one of the needles, by name. Binary files are read as bytes. */
export function filesHolding(needles: readonly string[], ...folders: string[]): string[] {
  return folders
    .filter(existsSync)
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name))))
    .filter((file) => statSync(file).isFile() && !file.includes("/providers/"))
    .filter((file) => needles.some((needle) => readFileSync(file).includes(needle)));
}
