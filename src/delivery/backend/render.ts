import pc from "picocolors";
import type { Row } from "./diff";
import type { SetupRow } from "./index";
import type { Json } from "./settings";

/** What `estate backend check` prints: every setting, and for those that differ what is and what should be. */
export function renderCheck(rows: readonly Row[]): string {
  return byPart(rows, (row) =>
    row.fine ? `${pc.green("fine   ")} ${row.setting}` : `${pc.red("differs")} ${row.setting}${explain(row)}`,
  );
}

/** What `estate backend setup` prints: every setting and what was done about it. */
export function renderSetup(rows: readonly SetupRow[]): string {
  const label = { nothing: pc.green("fine     "), created: pc.yellow("created  "), corrected: pc.yellow("corrected") };
  return byPart(rows, (row) => `${label[row.done]} ${row.setting}`);
}

function byPart<R extends Row>(rows: readonly R[], line: (row: R) => string): string {
  const parts = new Map<string, R[]>();
  for (const row of rows) {
    const title = `${row.part} ${row.name}`;
    parts.set(title, [...(parts.get(title) ?? []), row]);
  }
  return [...parts]
    .map(([title, own]) => [pc.bold(title), ...own.map((row) => `  ${line(row)}`)].join("\n"))
    .join("\n");
}

function explain({ found, expected }: Row): string {
  return `\n            is        ${show(found)}\n            should be ${show(expected)}`;
}

function show(value: Json): string {
  return value === null ? "not set" : JSON.stringify(value);
}
