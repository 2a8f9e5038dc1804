import { createInterface } from "node:readline/promises";
import { Failure } from "../delivery/failure";
import { renderText, type Review } from "../delivery/plan";

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

/** Shows the review of a plan on the terminal. */
export function show(review: Review): void {
  process.stderr.write(`\n${renderText(review)}\n`);
}

/**
 * How a command has a plan approved: its review is shown, then the question asked.
 * @param given the user's `--auto-approve`, which answers it
 */
export function approval(question: string, wanted: string, given: true | undefined) {
  return async (review: Review): Promise<boolean> => {
    show(review);
    return given ?? (await asks(question, wanted));
  };
}
