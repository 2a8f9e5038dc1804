import { readdirSync } from "node:fs";
import { findDeployment, type Deployment, type EstateDeployment } from "../config";
import { awsClients } from "./aws/clients";
import { Failure } from "./failure";
import { inadmissible } from "./plan/admissible";
import type { Progress } from "./progress";
import { StateStore } from "./state";
import { synthesizedStack, type Stack } from "./synth";
import type { Target } from "./target";
import { Terraform, type TerraformEvent } from "./terraform";

export interface WorkspaceOptions {
  readonly target: Target;
  /** Use this cdktf.out instead of synthesizing. */
  readonly from?: string;
}

/** One deployment, synthesized, checked and initialised: ready for Terraform on one target. */
export interface Workspace {
  readonly deployment: EstateDeployment;
  readonly stack: Stack;
  readonly target: Target;
  readonly terraform: Terraform;
  /** Where its state is kept. */
  readonly state: StateStore;
  /** Receives what Terraform reports from now on. */
  listen(listener: (event: TerraformEvent) => void): void;
}

/**
 * Synthesizes a deployment, refuses JSON that Terraform must not be run on, and initialises its folder.
 * @throws Failure (exit code 3 when the JSON is refused)
 */
export async function openWorkspace(name: string, options: WorkspaceOptions, progress: Progress): Promise<Workspace> {
  const workspace = await readWorkspace(name, options, progress);
  await initialise(workspace, progress);
  return workspace;
}

/** The same without running Terraform. */
export async function readWorkspace(name: string, options: WorkspaceOptions, progress: Progress): Promise<Workspace> {
  findDeployment(name);
  const title = options.from ? `Read ${options.from}` : `Synthesize ${name}`;
  return workspaceOver(await progress.step(title, () => synthesizedStack(name, options)), options);
}

/** Makes a workspace ready for Terraform. */
export async function initialise({ terraform }: Workspace, progress: Progress): Promise<void> {
  terraform.requireNoUnsavedState();
  await terraform.version();
  await progress.step("Initialise Terraform", () => terraform.init());
}

/**
 * A workspace over what is synthesized already; Terraform is not run.
 * @throws Failure (exit code 3 when the JSON is refused)
 */
export function workspaceOver(stack: Stack, options: WorkspaceOptions): Workspace {
  const deployment = findDeployment(stack.name);
  requireAcceptable(stack, deployment);
  let listener: (event: TerraformEvent) => void = () => undefined;
  const terraform = new Terraform(stack, { ...deployment, ...options }, (event) => listener(event));
  const state = new StateStore(deployment, awsClients(options.target, deployment.backend.region));
  return { deployment, stack, target: options.target, terraform, state, listen: (next) => (listener = next) };
}

/** @throws Failure naming everything that Terraform must not be run on */
export function requireAcceptable(stack: Stack, deployment: Deployment<unknown>): void {
  const findings = inadmissible(stack.document, readdirSync(stack.folder), deployment);
  if (findings.length === 0) return;
  throw new Failure(
    `Blocked: Terraform is not run on ${stack.folder}:\n${findings.map((text) => `  - ${text}`).join("\n")}`,
    {
      fix: "Remove it from the construct that makes it, and synthesize again.",
      exitCode: 3,
    },
  );
}
