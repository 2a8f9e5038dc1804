import { appendFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { findCitations, type Citation } from "./citations";
import { measure, type Coverage, type Ledger } from "./coverage";
import { parseDone, parseOpen, parseRealAws, parseRequirements, type Requirement } from "./table";

export type { Coverage } from "./coverage";
export { renderCoverage } from "./render";

const TABLES = "docs/requirements";
const DONE = `${TABLES}/done.txt`;

/** Files and folders that may cite; the tables themselves may not. */
const CITING = [
  "__tests__",
  "sandbox/tests",
  "services",
  "scripts",
  ".github/workflows",
  "docs",
  "backend",
  "README.md",
  "CONTRIBUTING.md",
];

/** What is installed or built proves nothing by itself. */
const MADE = /(^|\/)(node_modules|dist)\//;

/**
 * Which statements of which documents the checkout at `root` proves.
 * @param document three digits; only that document's rows
 * @throws Failure where a table is malformed
 */
export function readCoverage(root: string, document?: string): Coverage {
  const coverage = measure(readTables(root), readCitations(root), readLedger(root));
  if (!document) return coverage;
  const mine = (row: { readonly document: string }): boolean => row.document === document;
  return { ...coverage, rows: coverage.rows.filter(mine), tallies: coverage.tallies.filter(mine) };
}

/** Adds every cited row to `done.txt`, from where it may not fall back; returns the ids added. */
export function markDone(root: string, coverage: Coverage): string[] {
  const already = new Set(readLedger(root).done);
  const cited = coverage.rows.filter((row) => row.standing === "cited" && !row.open).map((row) => row.id);
  const added = cited.filter((id) => !already.has(id));
  if (added.length > 0) appendFileSync(path.join(root, DONE), `${added.join("\n")}\n`);
  return added;
}

function readTables(root: string): Requirement[] {
  const files = readdirSync(path.join(root, TABLES)).filter((name) => /^requirements-\d{3}\.tsv$/.test(name));
  return files.sort().flatMap((name) => parseRequirements(read(root, `${TABLES}/${name}`), `${TABLES}/${name}`));
}

function readLedger(root: string): Ledger {
  const [open, realAws] = [`${TABLES}/open.tsv`, `${TABLES}/real-aws.tsv`];
  return {
    done: parseDone(read(root, DONE)),
    open: parseOpen(read(root, open), open),
    realAws: parseRealAws(read(root, realAws), realAws),
  };
}

function readCitations(root: string): Citation[] {
  return CITING.flatMap((start) => filesUnder(root, start)).flatMap((file) => findCitations(file, read(root, file)));
}

function filesUnder(root: string, start: string): string[] {
  const absolute = path.join(root, start);
  if (!existsSync(absolute)) return [];
  if (path.extname(start) !== "") return [start];
  return readdirSync(absolute, { encoding: "utf8", recursive: true })
    .map((name) => path.join(start, name))
    .filter((file) => !MADE.test(file) && !file.startsWith(TABLES))
    .filter((file) => statSync(path.join(root, file)).isFile())
    .sort();
}

function read(root: string, file: string): string {
  return readFileSync(path.join(root, file), "utf8");
}
