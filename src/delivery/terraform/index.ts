import { existsSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../failure";
import { run, type RunResult } from "../process";
import type { Stack } from "../synth";
import { targetEnvironment, type Target } from "../target";
import { terraformCommand, terraformVersion } from "./binary";
import { estateCommand, type CommandContext } from "./context";
import { errorsIn, eventOf, plainText, type TerraformEvent } from "./events";
import { hashOfLock, InitStamp, placeProviderLock } from "./folder";
import { explain, stateRecovery } from "./known-errors";
import { parsePlan } from "./plan-envelope";
import type { PlanJson } from "./plan-json";
import { readState, type State } from "./state";

export { estateCommand, terraformArguments, type CommandContext } from "./context";
export type { TerraformEvent } from "./events";
export { parsePlan } from "./plan-envelope";
export { readLockInfo, type LockHolder } from "./lock";
export { inspectState, type InspectedState, type State, type StateVersion } from "./state";
export * from "./plan-json";

/** What of a deployment's settings Terraform needs. */
export interface TerraformSettings {
  readonly account: string;
  readonly region: string;
  readonly backend: CommandContext["backend"];
  readonly target: Target;
  readonly from?: string;
}

export interface PlanOptions {
  /** File to save the plan in. */
  readonly out: string;
  readonly destroy?: boolean;
  /** Only compare the state with AWS: the plan's `resource_drift`. */
  readonly refreshOnly?: boolean;
  /** How long to wait for a held lock, such as `10m`. @default not at all */
  readonly lockTimeout?: string;
}

/** An output value as `terraform output -json` tells it. */
export interface OutputValue {
  readonly sensitive: boolean;
  readonly value: unknown;
}

/**
 * Terraform over one synthesized deployment and one target. Every failure is a `Failure` that passes on what Terraform said,
 * explained where the error is a known one.
 */
export class Terraform {
  readonly context: CommandContext;
  private readonly env: NodeJS.ProcessEnv;
  private readonly onEvent: (event: TerraformEvent) => void;

  constructor(
    private readonly stack: Pick<Stack, "name" | "folder">,
    settings: TerraformSettings,
    onEvent: (event: TerraformEvent) => void = () => undefined,
  ) {
    const { account, target, from, backend } = settings;
    this.context = { deployment: stack.name, folder: stack.folder, account, target, from, backend };
    this.env = childEnvironment(target, settings.region);
    this.onEvent = onEvent;
  }

  /** @throws Failure when terraform is missing or too old */
  version(): Promise<string> {
    return terraformVersion(this.env);
  }

  /** Puts the target's provider lock into the folder. */
  prepare(): void {
    placeProviderLock(this.stack.folder, this.context.target);
  }

  /** SHA-256 of the folder's provider lock; of nothing while there is none. */
  providerLock(): string {
    return hashOfLock(this.stack.folder);
  }

  /** Prepares the folder: provider lock, providers, backend. Does nothing when nothing changed since the last time. */
  async init(): Promise<void> {
    this.prepare();
    const stamp = new InitStamp(this.stack.folder, this.context.target, this.env);
    if (stamp.restore()) return;
    await this.execute("init", "-input=false", "-reconfigure", "-json");
    stamp.write();
  }

  /** @throws Failure while a state that could not be saved still waits to be pushed */
  requireNoUnsavedState(): void {
    if (!existsSync(join(this.stack.folder, "errored.tfstate"))) return;
    throw new Failure(`The last run on ${this.stack.name} could not save its state.`, {
      fix: stateRecovery(this.context, undefined),
    });
  }

  /** Plans into a file; true when the plan changes anything. */
  async plan({ out, destroy, refreshOnly, lockTimeout }: PlanOptions): Promise<boolean> {
    const flags = [
      destroy ? "-destroy" : "",
      refreshOnly ? "-refresh-only" : "",
      lockTimeout ? `-lock-timeout=${lockTimeout}` : "",
    ].filter(Boolean);
    const result = await this.run("plan", ["-input=false", "-json", "-detailed-exitcode", `-out=${out}`, ...flags]);
    if (result.code !== 0 && result.code !== 2) throw this.failure("plan", result);
    return result.code === 2;
  }

  /**
   * The saved plan as data, sensitive values included.
   * @throws Failure when its format is not known
   */
  async show(planFile: string): Promise<PlanJson> {
    return parsePlan(await this.execute("show", "-json", planFile));
  }

  /** Applies a saved plan, and nothing else. */
  async apply(planFile: string, lockTimeout?: string): Promise<void> {
    const flags = lockTimeout ? [`-lock-timeout=${lockTimeout}`] : [];
    await this.execute("apply", "-input=false", "-json", ...flags, planFile);
  }

  async outputs(): Promise<Readonly<Record<string, OutputValue>>> {
    return JSON.parse(await this.execute("output", "-json")) as Record<string, OutputValue>;
  }

  /** The state as JSON text; empty when there is none yet. */
  statePull(): Promise<string> {
    return this.execute("state", "pull");
  }

  /** What the backend holds; serial 0 and no addresses when there is no state yet. */
  async state(): Promise<State> {
    const text = (await this.statePull()).trim();
    return text ? readState(text) : { serial: 0, lineage: "", addresses: [] };
  }

  /** @throws Failure with every error that Terraform finds in the synthesized JSON */
  async validate(): Promise<void> {
    const { code, stdout, stderr } = await this.run("validate", ["-json"]);
    if (code === 0) return;
    const { diagnostics = [] } = JSON.parse(stdout || "{}") as {
      diagnostics?: { severity: string; summary: string; detail?: string }[];
    };
    const errors = diagnostics
      .filter(({ severity }) => severity === "error")
      .map(({ summary, detail }) => `${summary}. ${detail ?? ""}`);
    throw new Failure(`${this.stack.name} is not valid Terraform:\n${errors.join("\n") || stderr}`, {
      fix: "Correct the construct that sets it.",
    });
  }

  /** Runs terraform with the caller's terminal; returns its exit code. */
  async passThrough(args: readonly string[]): Promise<number> {
    return (await run(terraformCommand(), args, { cwd: this.stack.folder, env: this.env, output: "inherit" })).code;
  }

  /** Runs one command to its end and returns what it printed. @throws Failure when it fails */
  async execute(command: string, ...args: readonly string[]): Promise<string> {
    const result = await this.run(command, args);
    if (result.code !== 0) throw this.failure(command, result);
    return result.stdout;
  }

  private run(command: string, args: readonly string[]): Promise<RunResult> {
    const report = (line: string): void => {
      const event = eventOf(line);
      if (event) this.onEvent(event);
    };
    const onLine = command === "plan" || command === "apply" ? report : undefined;
    return run(terraformCommand(), [command, ...args], { cwd: this.stack.folder, env: this.env, onLine });
  }

  private failure(command: string, { code, stdout, stderr, interrupted }: RunResult): Failure {
    if (code > 128) return this.killed(command);
    const errors = errorsIn(`${stdout}\n${stderr}`);
    const said =
      errors.map(({ summary, detail }) => `${summary}${detail ? `\n${detail}` : ""}`).join("\n\n") || plainText(stderr);
    const known = explain(errors, this.context);
    const what =
      known?.what ??
      `terraform ${command} failed for ${this.stack.name}${interrupted ? " after an interrupt" : ""} (exit code ${code}).`;
    return new Failure(`${what}\n\nTerraform said:\n${indent(said)}`, { fix: known?.fix, exitCode: known?.exitCode });
  }

  private killed(command: string): Failure {
    return new Failure(
      `terraform ${command} was killed before it could save the state of ${this.stack.name} and release its lock.`,
      {
        fix: `Plan again; it tells how to release the lock, and takes back what was made: ${estateCommand(this.context, "plan")}`,
      },
    );
  }
}

/** Terraform's environment, without the variables that would change what is planned behind the reader's back. */
function childEnvironment(target: Target, region: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^TF_(CLI_ARGS|WORKSPACE|REATTACH_PROVIDERS|LOG)/.test(name),
  );
  return { ...targetEnvironment(target, region, Object.fromEntries(own)), TF_IN_AUTOMATION: "1" };
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, "  ");
}
