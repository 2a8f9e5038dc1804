import { Failure, messageOf } from "../failure";

/** One step of a way that is gone to its end, or up to the first step that fails. */
export interface Step {
  readonly title: string;
  readonly take: () => Promise<void>;
}

/**
 * Takes the steps one after the other.
 * @param announce hears `2/6 Full test suite` before each
 * @throws Failure at the first that fails, with its exit code and fix, and with what was done and what was not
 */
export async function takeSteps(steps: readonly Step[], announce: (heading: string) => void): Promise<void> {
  for (const [index, { title, take }] of steps.entries()) {
    announce(`${index + 1}/${steps.length} ${title}`);
    try {
      await take();
    } catch (cause) {
      const titles = steps.map((step) => step.title);
      throw stopped(cause, titles.slice(0, index), title, titles.slice(index + 1));
    }
  }
}

function stopped(cause: unknown, done: readonly string[], title: string, left: readonly string[]): Failure {
  const { fix, exitCode } = cause instanceof Failure ? cause : {};
  const lines = [
    messageOf(cause),
    `Stopped at: ${title}.`,
    `Done: ${done.join("; ") || "nothing"}.`,
    `Not done: ${left.join("; ") || "nothing else"}.`,
  ];
  return new Failure(lines.join("\n"), { fix, exitCode, cause });
}
