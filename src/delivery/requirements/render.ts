import type { Coverage, CoveredRow, Standing, Tally } from "./coverage";

const columns = ["total", "cited", "real AWS", "open", "uncited"] as const;

/** The report for people: totals, then what is not proved and why. */
export function renderCoverage(coverage: Coverage): string {
  const of = (standing: Standing): CoveredRow[] => coverage.rows.filter((row) => row.standing === standing);
  const begun = new Set(coverage.tallies.filter((row) => row.cited > 0).map((row) => row.document));
  const uncited = of("uncited");
  const sections = [
    [...coverage.tallies.map(tallyLine), tallyLine(sum(coverage.tallies))],
    section("Open", of("open"), (row) => `${row.open?.reason} -> ${row.open?.closedBy}`),
    section("Proved on real AWS only", of("real AWS"), (row) => row.realAws?.command ?? ""),
    section(
      "Uncited",
      uncited.filter((row) => begun.has(row.document)),
      (row) => `${row.check}: ${row.text}`,
    ),
    section("Cited in a place that proves nothing", coverage.rows.filter(isMisplaced), whereElse),
    section(
      "Cited although open: close it in open.tsv",
      of("cited").filter((row) => row.open),
      (row) => row.text,
    ),
    notBegun(uncited.filter((row) => !begun.has(row.document))),
  ];
  const table = [header(), ...(sections.shift() ?? [])].join("\n");
  return [table, ...sections.filter((lines) => lines.length > 0).map((lines) => lines.join("\n"))].join("\n\n");
}

function isMisplaced(row: CoveredRow): boolean {
  return row.standing !== "cited" && row.elsewhere.length > 0;
}

function whereElse(row: CoveredRow): string {
  return `${row.check} row, cited in ${row.elsewhere.map(({ file, line }) => `${file}:${line}`).join(", ")}`;
}

function section(title: string, rows: readonly CoveredRow[], say: (row: CoveredRow) => string): string[] {
  return rows.length === 0 ? [] : [`${title} (${rows.length})`, ...rows.map((row) => `  ${row.id}: ${say(row)}`)];
}

function notBegun(rows: readonly CoveredRow[]): string[] {
  const documents = [...new Set(rows.map((row) => row.document))];
  const count = (document: string): number => rows.filter((row) => row.document === document).length;
  return documents.map((document) => `Document ${document} is not begun: ${count(document)} rows uncited.`);
}

function header(): string {
  return ["document", "check".padEnd(8), ...columns.map((name) => name.padStart(8))].join("  ");
}

function tallyLine(row: Omit<Tally, "check"> & { readonly check: string }): string {
  const counts = columns.map((name) => String(row[name]).padStart(8));
  return [row.document.padEnd(8), row.check.padEnd(8), ...counts].join("  ");
}

function sum(tallies: readonly Tally[]): Omit<Tally, "check"> & { readonly check: string } {
  const total = (name: (typeof columns)[number]): number => tallies.reduce((all, row) => all + row[name], 0);
  return {
    document: "all",
    check: "",
    total: total("total"),
    cited: total("cited"),
    "real AWS": total("real AWS"),
    open: total("open"),
    uncited: total("uncited"),
  };
}
