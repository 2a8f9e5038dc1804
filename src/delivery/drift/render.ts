import type { DriftFinding } from "./findings";

/** One line a resource, its values below: first as the state has them, then as AWS does. */
export function renderDrift(findings: readonly DriftFinding[]): string {
  return findings
    .flatMap(({ kind, address, constructPath, values }) => [
      `${kind.padEnd(7)}  ${address}${constructPath ? `  (${constructPath})` : ""}`,
      ...values.map(({ path, expected, found }) => `    ${path}: ${expected} -> ${found}`),
    ])
    .join("\n");
}
