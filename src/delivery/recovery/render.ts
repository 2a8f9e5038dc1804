import pc from "picocolors";
import type { StateBackup } from "./backups";
import type { RecoveryFinding } from "./findings";

/** What `estate recover` prints: each finding with its evidence and its repair. */
export function renderFindings(findings: readonly RecoveryFinding[]): string {
  return findings.map(renderFinding).join("\n\n");
}

/** One finding; what a repair could lose is said in its first line. */
export function renderFinding({ id, what, evidence, repair, command, isDestructive, step }: RecoveryFinding): string {
  const label = !step ? pc.yellow("by hand") : isDestructive ? pc.red("to be confirmed") : pc.green("harmless");
  return [
    `${pc.bold(id)} (${label}): ${what}`,
    ...evidence.map((line) => `    ${line}`),
    `  Repair: ${repair}`,
    ...(command ? [`  ${command}`] : []),
  ].join("\n");
}

/** What `estate recover --list` prints, newest first. */
export function renderBackups(backups: readonly StateBackup[]): string {
  const rows = backups.map(({ serial, time, resources, before, isKept, versionId }) => [
    String(serial),
    time,
    String(resources),
    `${before ? `before ${before}` : ""}${isKept ? "" : " (its version has expired)"}`.trim(),
    versionId,
  ]);
  const table = [["serial", "time", "resources", "noted", "version"], ...rows];
  const widths = table[0]!.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
