import type { Command } from "commander";
import { deployments } from "../config";
import { affectedSince, matrixOf, mostJobs, renderAffected, toPlan, type Affected } from "../delivery/affected";
import { synthesisOf } from "../delivery/synth";
import { exitCodes, fromOption, jsonOption } from "./options";
import { terminalProgress } from "./progress";

interface AffectedOptions {
  readonly from?: string;
  readonly json?: true;
}

/** `estate affected`: the deployments that a change concerns. */
export function registerAffected(program: Command): void {
  program
    .command("affected <git-ref>")
    .description(
      "which deployments' Terraform JSON differs from what the code at a Git ref synthesizes, by content hash",
    )
    .addOption(fromOption())
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `\nWhat is compared: the working tree, or --from. Other package or provider locks than the ref's affect every deployment.
--json prints a matrix for GitHub Actions with the added and changed ones: {"include":[{"deployment":…}]}. It may be empty, which
GitHub takes for an error: give the job \`if: needs.<job>.outputs.matrix != '{"include":[]}'\`.
${exitCodes({ 0: "compared, whether or not something is affected", 1: "error: the ref is unknown or cannot be synthesized" })}`,
    )
    .action(affected);
}

async function affected(ref: string, options: AffectedOptions): Promise<void> {
  const progress = terminalProgress();
  const synthesis = await progress.step(options.from ? `Read ${options.from}` : "Synthesize", () =>
    synthesisOf([], options),
  );
  const found = await affectedSince(ref, synthesis, progress);
  const text = renderAffected(found);
  process.stdout.write(`${options.json ? JSON.stringify(matrixOf(toPlan(found), deployments)) : text}\n`);
  if (options.json) process.stderr.write(`${text}\n`);
  for (const note of notes(found)) process.stderr.write(`${note}\n`);
}

/** What the result means beyond its lines. */
function notes(found: Affected): readonly string[] {
  const planned = toPlan(found);
  const known = new Set(deployments.map(({ name }) => name));
  const unknown = planned.filter((name) => !known.has(name));
  const removed = found.deployments.filter(({ fate }) => fate === "removed").map(({ deployment }) => deployment);
  return [
    ...(unknown.length > 0
      ? [`Not in the matrix: ${unknown.join(", ")}, which this checkout's configuration does not know.`]
      : []),
    ...(removed.length > 0
      ? [
          `Not planned: ${removed.join(", ")}; what they made stays in AWS, managed by nobody (docs/many-deployments.md).`,
        ]
      : []),
    ...(planned.length > mostJobs
      ? [`GitHub takes ${mostJobs} jobs a matrix, and these are ${planned.length}: see docs/many-deployments.md.`]
      : []),
  ];
}
