import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../failure";
import { paths } from "../../paths";
import { pinnedVersion } from "../run-scanners";
import { measure } from "./measure";
import { renderTable, type Measurement } from "./table";
import { canaries } from ".";

const page = join(paths.root, "docs", "compliance", "scanners.md");
const START = "<!-- measured: start, written by scripts/scanner-table.mjs -->";
const END = "<!-- measured: end -->";

/** Runs both scanners over every input; Checkov takes most of the minute. */
export async function measureAll(): Promise<readonly Measurement[]> {
  const measured: Measurement[] = [];
  for (const scanner of ["checkov", "tfsec"] as const) {
    measured.push({
      scanner,
      version: pinnedVersion(scanner),
      synthesized: await measure(scanner, "synthesized"),
      json: await measure(scanner, "json"),
      view: await measure(scanner, "view"),
    });
  }
  return measured;
}

/**
 * The measured part of the page as it is committed.
 * @throws Failure when the page has lost its markers
 */
export function publishedTable(): string {
  const text = readFileSync(page, "utf8");
  const [start, end] = [text.indexOf(START), text.indexOf(END)];
  if (start < 0 || end < start)
    throw new Failure(`${page} lost its markers.`, { fix: `Put "${START}" and "${END}" around the tables.` });
  return text.slice(start + START.length, end).trim();
}

/** Measures anew and writes the page's measured part. */
export async function publish(): Promise<void> {
  const table = renderTable(canaries, await measureAll());
  writeFileSync(
    page,
    readFileSync(page, "utf8").replace(publishedTable(), () => table),
  );
}
