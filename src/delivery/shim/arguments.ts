import { Failure } from "../failure";

/** What a terraform command line asks for, as far as the guard cares. */
export interface TerraformCall {
  readonly command: string;
  /** Flags of an `apply` that its plan must be made with. */
  readonly planFlags: readonly string[];
  readonly autoApprove: boolean;
  /** A saved plan to apply. */
  readonly planFile?: string;
  readonly destroy: boolean;
  readonly noColor: boolean;
}

/** Flags whose value may stand as a word of its own; read as part of the flag, lest it be taken for a saved plan. */
const valued = /^-(var|var-file|target|replace|parallelism|lock|lock-timeout|state|state-out|backup|input|refresh)$/;
const applyOnly = /^-(auto-approve|backup|input|state-out)(=|$)/;

/**
 * Reads terraform's arguments. Pure.
 * @throws Failure on `-chdir`, which would leave the folder that was checked
 */
export function readCall(args: readonly string[]): TerraformCall {
  const words = joinValues(args.map((arg) => arg.replace(/^--/, "-")));
  if (words.some((word) => word.startsWith("-chdir"))) {
    throw new Failure("-chdir leaves the deployment's folder.", {
      fix: "Leave it out: terraform runs in the deployment's folder already.",
    });
  }
  const [command = "", planFile] = words.filter((word) => !word.startsWith("-"));
  const flags = words.filter((word) => word.startsWith("-"));
  const isSet = (name: string): boolean => flags.includes(name) || flags.includes(`${name}=true`);
  return {
    command,
    planFile,
    planFlags: flags.filter((flag) => !applyOnly.test(flag)),
    autoApprove: isSet("-auto-approve"),
    destroy: command === "destroy" || isSet("-destroy"),
    noColor: isSet("-no-color"),
  };
}

function joinValues(words: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last !== undefined && valued.test(last) && !word.startsWith("-")) joined[joined.length - 1] = `${last}=${word}`;
    else joined.push(word);
  }
  return joined;
}
