import { findSandbox } from "../delivery/sandbox";
import { shellTarget, type Target } from "../delivery/target";

/** The option of every command that may work on the embedded AWS. */
export const sandboxOption = [
  "--sandbox",
  "work on the embedded AWS (estate sandbox up) instead of the real account",
] as const;

/** Where a command goes: the running sandbox when asked for, else wherever the shell points. */
export async function targetFrom(options: { readonly sandbox?: true }): Promise<Target> {
  return options.sandbox ? findSandbox() : shellTarget();
}
