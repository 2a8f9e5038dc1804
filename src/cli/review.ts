import { InvalidArgumentError, type Command } from "commander";
import { collect, commentLimit, renderManyMarkdown } from "../delivery/plan-many";
import { exitCodes } from "./options";

interface ReviewOptions {
  readonly expect: readonly string[];
  readonly limit: number;
}

/** `estate review`: one review of what several machines planned. */
export function registerReview(program: Command): void {
  program
    .command("review <folder>")
    .description(
      "combine every review.json below a folder into one, as Markdown for a comment: the most dangerous first",
    )
    .option(
      "--expect <deployments>",
      "what was to be planned, comma-separated: what has no review is told",
      namesOf,
      [],
    )
    .option("--limit <characters>", "length of the Markdown, 2000-65536", limitOf, commentLimit)
    .addHelpText("after", exitCodes({ 0: "combined, whatever the reviews say", 1: "error" }))
    .action((folder: string, { expect, limit }: ReviewOptions) => {
      process.stdout.write(renderManyMarkdown(collect(folder, expect), limit));
    });
}

function namesOf(text: string): readonly string[] {
  return text.split(",").filter((name) => name !== "");
}

function limitOf(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 2000 && limit <= commentLimit) return limit;
  throw new InvalidArgumentError(`Allowed: a whole number from 2000 to ${commentLimit}.`);
}
