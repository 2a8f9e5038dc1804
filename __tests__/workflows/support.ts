import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";

export const root = path.resolve(__dirname, "../..");
const folder = path.join(root, ".github/workflows");

export interface Step {
  readonly name?: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Job {
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** A matrix is an expression where another job computes it. */
  readonly strategy?: { readonly matrix: string | Readonly<Record<string, readonly string[]>> };
  readonly outputs?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}

export interface Workflow {
  readonly on: Readonly<Record<string, { readonly branches?: readonly string[] } | null>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly concurrency?: { readonly group: string; readonly "cancel-in-progress": boolean };
  readonly jobs: Readonly<Record<string, Job>>;
}

export const workflowFiles = readdirSync(folder).filter((name) => name.endsWith(".yml"));
export const textOf = (file: string): string => readFileSync(path.join(folder, file), "utf8");
export const workflow = (file: string): Workflow => parse(textOf(file)) as Workflow;

/** The job of that name; fails where there is none, so that no check passes on nothing. */
export function job(file: string, name: string): Job & { readonly steps: readonly Step[] } {
  const found = workflow(file).jobs[name];
  if (!found) throw new Error(`${file} has no job ${name}.`);
  return { ...found, steps: found.steps ?? [] };
}

/** The only step that matches; fails on none and on several. */
export function onlyStep(steps: readonly Step[], matches: (step: Step) => boolean): Step {
  const found = steps.filter(matches);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} steps match, wanted one.`);
  return found[0];
}

export const runs = (steps: readonly Step[]): string[] => steps.flatMap((step) => step.run ?? []);
export const using =
  (action: string) =>
  (step: Step): boolean =>
    step.uses?.startsWith(`${action}@`) ?? false;
