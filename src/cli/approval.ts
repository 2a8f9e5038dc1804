import { createInterface } from "node:readline/promises";
import { Failure } from "../delivery/failure";

/**
 * Asks a question on the terminal and returns whether the answer is exactly `wanted`.
 * @param instead the option that approves without asking
 * @throws Failure when nobody can answer
 */
export async function asks(question: string, wanted: string, instead = "--auto-approve"): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new Failure("Nothing was changed: this needs an approval, and nobody is at the terminal to give it.", {
      fix: `Read the review above, then run the command again with ${instead}.`,
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(`\n${question} `)).trim() === wanted;
  } finally {
    terminal.close();
  }
}
