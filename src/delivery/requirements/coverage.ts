import { suggest } from "../../config/suggest";
import type { Citation, Place } from "./citations";
import { checks, type Check, type OpenRow, type RealAwsRow, type Requirement } from "./table";

/** What people have written down about rows: `docs/requirements/{done.txt,open.tsv,real-aws.tsv}`. */
export interface Ledger {
  readonly done: readonly string[];
  readonly open: readonly OpenRow[];
  readonly realAws: readonly RealAwsRow[];
}

/** `real AWS`: no emulator can prove it, a listed command can. `uncited`: nothing is claimed yet. */
export type Standing = "cited" | "real AWS" | "open" | "uncited";

export interface CoveredRow extends Requirement {
  readonly standing: Standing;
  /** Citations where this row's check can be proved. */
  readonly proofs: readonly Citation[];
  /** Citations anywhere else: they support a proof and are none. */
  readonly elsewhere: readonly Citation[];
  readonly open?: OpenRow;
  readonly realAws?: RealAwsRow;
}

/** Rows of one document with one check, counted. */
export interface Tally extends Readonly<Record<Standing, number>> {
  readonly document: string;
  readonly check: Check;
  readonly total: number;
}

export interface Coverage {
  readonly rows: readonly CoveredRow[];
  readonly tallies: readonly Tally[];
  /** Contradictions between tables, ledger and citations; any one fails the check. */
  readonly problems: readonly string[];
}

/** A row is earned only where its check happens: a `live` row by a test that deploys. */
const proofOf: Readonly<Record<Check, readonly Place[]>> = {
  synth: ["test", "sandbox test"],
  pipeline: ["test", "sandbox test"],
  api: ["test", "sandbox test"],
  live: ["sandbox test"],
  doc: ["document", "test"],
};

/** Joins tables, citations and ledger; pure. */
export function measure(
  requirements: readonly Requirement[],
  citations: readonly Citation[],
  ledger: Ledger,
): Coverage {
  const rows = requirements.map((requirement) => cover(requirement, citations, ledger));
  return { rows, tallies: tally(rows), problems: contradictions(rows, citations, ledger) };
}

function cover(requirement: Requirement, all: readonly Citation[], ledger: Ledger): CoveredRow {
  const citations = all.filter(({ id }) => id === requirement.id);
  const proofs = citations.filter(({ place }) => proofOf[requirement.check].includes(place));
  const elsewhere = citations.filter((citation) => !proofs.includes(citation));
  const open = ledger.open.find(({ id }) => id === requirement.id);
  const realAws = ledger.realAws.find(({ id }) => id === requirement.id);
  const unproved = realAws ? "real AWS" : open ? "open" : "uncited";
  return { ...requirement, standing: proofs.length > 0 ? "cited" : unproved, proofs, elsewhere, open, realAws };
}

function tally(rows: readonly CoveredRow[]): Tally[] {
  const documents = [...new Set(rows.map((row) => row.document))].sort();
  return documents.flatMap((document) =>
    checks.flatMap((check) => {
      const own = rows.filter((row) => row.document === document && row.check === check);
      const count = (standing: Standing): number => own.filter((row) => row.standing === standing).length;
      if (own.length === 0) return [];
      return {
        document,
        check,
        total: own.length,
        cited: count("cited"),
        "real AWS": count("real AWS"),
        open: count("open"),
        uncited: count("uncited"),
      };
    }),
  );
}

function contradictions(rows: readonly CoveredRow[], citations: readonly Citation[], ledger: Ledger): string[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const unknown = (id: string, where: string): string[] => {
    if (byId.has(id)) return [];
    const meant = suggest(id, [...byId.keys()]);
    return [`${where}: there is no requirement ${id}${meant ? `: did you mean ${meant}?` : "."}`];
  };
  const done = new Set(ledger.done);
  return [
    ...citations.flatMap(({ id, file, line }) => unknown(id, `${file}:${line}`)),
    ...ledger.done.flatMap((id) => unknown(id, "done.txt")),
    ...ledger.open.flatMap(({ id }) => unknown(id, "open.tsv")),
    ...ledger.realAws.flatMap(({ id }) => unknown(id, "real-aws.tsv")),
    ...rows.flatMap((row) => disagreements(row, done.has(row.id))),
  ];
}

function disagreements(row: CoveredRow, done: boolean): string[] {
  const needs = proofOf[row.check].join(" or ");
  const problems: string[] = [];
  if (done && row.standing !== "cited") problems.push(`${row.id} is marked done but no ${needs} cites it any more.`);
  if (done && row.open) problems.push(`${row.id} stands in done.txt and in open.tsv: remove it from one.`);
  if (row.open && row.realAws) problems.push(`${row.id} stands in open.tsv and in real-aws.tsv: remove it from one.`);
  if (row.realAws && row.check !== "live") {
    problems.push(`${row.id} stands in real-aws.tsv, but its check is ${row.check}: only live rows belong there.`);
  }
  return problems;
}
