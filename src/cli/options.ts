import type { Command } from "commander";
import { InvalidArgumentError, Option } from "commander";
import type { WorkspaceOptions } from "../delivery/workspace";
import { sandboxOption, targetFrom } from "./target";

/** What every command that works on one deployment takes. */
export interface DeploymentOptions {
  readonly sandbox?: true;
  readonly from?: string;
}

/** A subcommand over one deployment, with `--sandbox` and `--from`. */
export function deploymentCommand(program: Command, usage: string, description: string): Command {
  return program
    .command(usage)
    .description(description)
    .option(...sandboxOption)
    .addOption(fromOption());
}

export function fromOption(): Option {
  return new Option("--from <dir>", "use the synthesized output in <dir> (a cdktf.out) as it is");
}

export function jsonOption(): Option {
  return new Option("--json", "machine-readable result on standard output, and nothing else there");
}

/** `--lock-timeout`: how long to wait for a state lock that somebody else holds. */
export function lockTimeoutOption(): Option {
  return new Option("--lock-timeout <duration>", "wait this long for a held state lock, such as 90s or 10m").argParser(
    duration,
  );
}

/** `--patience <seconds>`: how long a command watches what AWS does by itself. */
export function patienceOption(what: string, preset: number): Option {
  return new Option("--patience <seconds>", `${what} for so many seconds`).default(preset).argParser((text) => {
    const seconds = Number(text);
    if (Number.isInteger(seconds) && seconds >= 1) return seconds;
    throw new InvalidArgumentError("Allowed: a whole number of seconds from 1.");
  });
}

/** Resolves `--sandbox` and `--from`. */
export async function workspaceOptions({ sandbox, from }: DeploymentOptions): Promise<WorkspaceOptions> {
  return { target: await targetFrom({ sandbox }), from };
}

/** Text for `--help` about what the exit codes mean. */
export function exitCodes(codes: Readonly<Record<number, string>>): string {
  return `\nExit codes:\n${Object.entries(codes)
    .map(([code, meaning]) => `  ${code}  ${meaning}`)
    .join("\n")}`;
}

function duration(text: string): string {
  if (!/^([0-9]+(s|m|h))+$/.test(text))
    throw new InvalidArgumentError("Allowed: a number with s, m or h, such as 90s or 10m.");
  return text;
}
