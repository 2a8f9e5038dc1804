import { Failure } from "../failure";

/** How a row is proved; the last column of a requirements table. */
export const checks = ["synth", "live", "pipeline", "doc", "api"] as const;
export type Check = (typeof checks)[number];

/** One statement of a document, as a checkable row. */
export interface Requirement {
  /** `<document>-<words>`, for example `001-kms-rotation`. */
  readonly id: string;
  /** The three digits that `id` starts with. */
  readonly document: string;
  readonly text: string;
  readonly check: Check;
}

/** A row that stays open, why, and the work that will close it. */
export interface OpenRow {
  readonly id: string;
  readonly reason: string;
  readonly closedBy: string;
}

/** A `live` row that no emulator can prove, and the command that proves it on real AWS. */
export interface RealAwsRow {
  readonly id: string;
  readonly command: string;
}

const COLUMNS = ["id", "line", "part", "environments", "requirement", "decision", "check"] as const;

/** @throws Failure naming file and line where a row has another shape, an unknown check or an id that stands twice */
export function parseRequirements(text: string, file: string): Requirement[] {
  const seen = new Set<string>();
  return parseRows(text, file, COLUMNS).map(({ cells, line }) => {
    const [id = "", , , , requirement = "", , check = ""] = cells;
    if (!isCheck(check)) throw malformed(file, line, `check "${check}" is none of ${checks.join(", ")}`);
    if (!/^\d{3}-[a-z0-9-]+$/.test(id)) throw malformed(file, line, `"${id}" is no id such as 001-kms-rotation`);
    if (seen.has(id)) throw malformed(file, line, `${id} stands twice`);
    seen.add(id);
    return { id, document: id.slice(0, 3), text: requirement, check };
  });
}

/** @throws Failure where a row lacks its reason or the work that will close it */
export function parseOpen(text: string, file: string): OpenRow[] {
  return parseRows(text, file, ["id", "reason", "closed by"]).map(
    ({ cells: [id = "", reason = "", closedBy = ""] }) => ({
      id,
      reason,
      closedBy,
    }),
  );
}

/** @throws Failure where a row lacks its command */
export function parseRealAws(text: string, file: string): RealAwsRow[] {
  return parseRows(text, file, ["id", "command"]).map(({ cells: [id = "", command = ""] }) => ({ id, command }));
}

/** The ids of a plain list: one a line, `#` starts a comment. */
export function parseDone(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.replace(/#.*/, "").trim())
    .filter((line) => line !== "");
}

interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Columns that a requirements table may leave empty. */
const OPTIONAL = new Set<string>(["line", "part", "environments", "decision"]);

function parseRows(text: string, file: string, columns: readonly string[]): TableRow[] {
  const [header = "", ...rows] = text.trimEnd().split("\n");
  if (header !== columns.join("\t")) throw malformed(file, 1, `the header must be: ${columns.join(" <tab> ")}`);
  return rows.map((row, index) => {
    const cells = row.split("\t");
    const line = index + 2;
    if (cells.length !== columns.length) throw malformed(file, line, `${cells.length} cells, wanted ${columns.length}`);
    const empty = columns.find((column, at) => !OPTIONAL.has(column) && cells[at]?.trim() === "");
    if (empty) throw malformed(file, line, `the column "${empty}" is empty`);
    return { cells, line };
  });
}

function isCheck(value: string): value is Check {
  return (checks as readonly string[]).includes(value);
}

function malformed(file: string, line: number, what: string): Failure {
  return new Failure(`${file}:${line}: ${what}.`, { fix: `Correct that line; cells are separated by one tab.` });
}
