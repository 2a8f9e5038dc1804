import type { Target } from "../target";

/** What an explanation must know to print commands that work as they stand. */
export interface CommandContext {
  readonly deployment: string;
  readonly target: Target;
  /** The account that the deployment belongs to. */
  readonly account: string;
  /** Folder where terraform runs. */
  readonly folder: string;
  readonly backend: { readonly bucket: string; readonly lockTable: string };
  /** The `--from` folder of the running command, repeated in printed commands. */
  readonly from?: string;
}

type Command = "plan" | "deploy" | "outputs" | "destroy" | "recover" | "waive" | "backend setup";

/** A command for the same deployment and target, ready to be pasted. */
export function estateCommand(context: CommandContext, command: Command): string {
  return `npx estate ${command} ${context.deployment}${options(context, command !== "backend setup")}`;
}

/** Terraform itself, in the deployment's folder with its environment, ready to be pasted. */
export function terraformArguments(context: CommandContext, args: string): string {
  return `npx estate terraform ${context.deployment}${options(context, true)} -- ${args}`;
}

function options({ target, from }: CommandContext, readsSynthesis: boolean): string {
  const sandbox = target.kind === "sandbox" ? " --sandbox" : "";
  return `${sandbox}${from && readsSynthesis ? ` --from ${from}` : ""}`;
}
