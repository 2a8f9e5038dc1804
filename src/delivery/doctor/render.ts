import type { Diagnosis } from "./diagnose";

/** A table for people: one line a thing, the fix below what is wrong. */
export function renderDiagnoses(diagnoses: readonly Diagnosis[]): string {
  const width = (field: "name" | "status" | "found"): number => Math.max(...diagnoses.map((row) => row[field].length));
  const [name, status, found] = [width("name"), width("status"), width("found")];
  const lines = diagnoses.flatMap((row) => {
    const columns = [
      row.name.padEnd(name),
      row.status.padEnd(status),
      row.found.padEnd(found),
      `wanted: ${row.wanted}`,
    ];
    const line = `${mark(row)} ${columns.join("  ")}${row.note ? ` (${row.note})` : ""}`;
    return row.fix ? [line, `    fix: ${row.fix}`] : [line];
  });
  return lines.join("\n");
}

function mark({ status, isRequired }: Diagnosis): string {
  if (status === "fine") return "✓";
  return isRequired ? "✗" : "-";
}
