import type { Command } from "commander";
import { Failure } from "../delivery/failure";
import { paths } from "../delivery/paths";
import { markDone, readCoverage, renderCoverage, type Coverage } from "../delivery/requirements";

interface RequirementsOptions {
  readonly document?: string;
  readonly markDone?: true;
  readonly json?: true;
}

/** `estate requirements`: which statements of the documents are proved, and by what. */
export function registerRequirements(program: Command): void {
  program
    .command("requirements")
    .description(
      "which statements of the documents are cited by a test, a runbook or a page; exit 1 on a contradiction",
    )
    .option("--document <number>", "only this document, for example 001")
    .option("--mark-done", "add every cited row to docs/requirements/done.txt, from where it may not fall back")
    .option("--json", "machine-readable report on standard output")
    .action(report);
}

function report(options: RequirementsOptions): void {
  const coverage = readCoverage(paths.root, options.document);
  requireRows(coverage, options.document);
  process.stdout.write(`${options.json ? JSON.stringify(coverage, null, 2) : renderCoverage(coverage)}\n`);
  if (coverage.problems.length > 0) {
    throw new Failure(`The requirements disagree with the project:\n  ${coverage.problems.join("\n  ")}`, {
      fix: "Correct the citation, or the row in docs/requirements/{done.txt,open.tsv,real-aws.tsv}.",
    });
  }
  if (options.markDone) process.stderr.write(`${markDone(paths.root, coverage).length} rows added to done.txt\n`);
}

function requireRows(coverage: Coverage, document: string | undefined): void {
  if (coverage.rows.length > 0) return;
  throw new Failure(`No requirements of document "${document}".`, {
    fix: "Name one of 000, 001, 002, 003, 004, or leave --document out.",
  });
}
