import type { Citation, Place } from "../../../src/delivery/requirements/citations";
import { measure, type Coverage, type Ledger, type Standing } from "../../../src/delivery/requirements/coverage";
import { renderCoverage } from "../../../src/delivery/requirements/render";
import type { Check, Requirement } from "../../../src/delivery/requirements/table";

const nothing: Ledger = { done: [], open: [], realAws: [] };
const row = (id: string, check: Check): Requirement => ({ id, document: id.slice(0, 3), text: `text of ${id}`, check });
const cited = (id: string, place: Place): Citation => ({ id, file: "some/file", line: 7, place });
const open = (id: string): Ledger["open"][number] => ({ id, reason: "no bucket yet", closedBy: "the audit part" });
const standing = (coverage: Coverage): Standing | undefined => coverage.rows[0]?.standing;

describe("what proves a row", () => {
  it.each<[Check, Place, Standing]>([
    ["synth", "test", "cited"],
    ["synth", "document", "uncited"],
    ["pipeline", "sandbox test", "cited"],
    ["pipeline", "workflow or script", "uncited"],
    ["live", "sandbox test", "cited"],
    ["live", "test", "uncited"],
    ["doc", "document", "cited"],
    ["doc", "workflow or script", "uncited"],
  ])("a %s row with a citation in a %s is %s", (check, place, expected) => {
    expect(standing(measure([row("001-a", check)], [cited("001-a", place)], nothing))).toBe(expected);
  });

  it("lists a live row that only real AWS proves apart, with its command", () => {
    const coverage = measure([row("001-a", "live")], [], { ...nothing, realAws: [{ id: "001-a", command: "aws x" }] });
    expect(standing(coverage)).toBe("real AWS");
    expect(renderCoverage(coverage)).toContain("Proved on real AWS only (1)\n  001-a: aws x");
  });

  it("counts every row once, per document and check", () => {
    const rows = [row("001-a", "synth"), row("001-b", "synth"), row("001-c", "doc"), row("002-a", "synth")];
    const coverage = measure(rows, [cited("001-a", "test")], { ...nothing, open: [open("001-b")] });
    expect(coverage.tallies).toEqual([
      { document: "001", check: "synth", total: 2, cited: 1, "real AWS": 0, open: 1, uncited: 0 },
      { document: "001", check: "doc", total: 1, cited: 0, "real AWS": 0, open: 0, uncited: 1 },
      { document: "002", check: "synth", total: 1, cited: 0, "real AWS": 0, open: 0, uncited: 1 },
    ]);
  });
});

describe("what fails the check", () => {
  const problems = (citations: Citation[], ledger: Partial<Ledger>, check: Check = "synth"): readonly string[] =>
    measure([row("001-kms-rotation", check)], citations, { ...nothing, ...ledger }).problems;

  it("has nothing to say where tables, lists and citations agree", () => {
    expect(problems([cited("001-kms-rotation", "test")], { done: ["001-kms-rotation"] })).toEqual([]);
  });

  it("fails when a row marked done is no longer cited", () => {
    expect(problems([], { done: ["001-kms-rotation"] })).toEqual([
      "001-kms-rotation is marked done but no test or sandbox test cites it any more.",
    ]);
  });

  it("fails on a citation that names no row and says which is likely meant", () => {
    expect(problems([cited("001-kms-rotaton", "test")], {})).toEqual([
      "some/file:7: there is no requirement 001-kms-rotaton: did you mean 001-kms-rotation?",
    ]);
  });

  it.each<[string, Partial<Ledger>]>([
    ["done.txt", { done: ["001-zzzzzzzzzz"] }],
    ["open.tsv", { open: [open("001-zzzzzzzzzz")] }],
    ["real-aws.tsv", { realAws: [{ id: "001-zzzzzzzzzz", command: "aws x" }] }],
  ])("fails on an id in %s that names no row", (file, ledger) => {
    expect(problems([], ledger)).toEqual([`${file}: there is no requirement 001-zzzzzzzzzz.`]);
  });

  it("fails on a row that is both open and done", () => {
    const ledger = { done: ["001-kms-rotation"], open: [open("001-kms-rotation")] };
    expect(problems([cited("001-kms-rotation", "test")], ledger)).toEqual([
      "001-kms-rotation stands in done.txt and in open.tsv: remove it from one.",
    ]);
  });

  it("fails on a row that is both open and left to real AWS", () => {
    const ledger = { open: [open("001-kms-rotation")], realAws: [{ id: "001-kms-rotation", command: "aws x" }] };
    expect(problems([], ledger, "live")).toEqual([
      "001-kms-rotation stands in open.tsv and in real-aws.tsv: remove it from one.",
    ]);
  });

  it("lets only live rows be left to real AWS", () => {
    const ledger = { realAws: [{ id: "001-kms-rotation", command: "aws x" }] };
    expect(problems([], ledger)).toEqual([
      "001-kms-rotation stands in real-aws.tsv, but its check is synth: only live rows belong there.",
    ]);
  });
});

describe("the report for people", () => {
  it("lists open rows with reason and closing work, uncited and misplaced ones, and sums up documents not begun", () => {
    const rows = [row("001-a", "synth"), row("001-b", "live"), row("001-c", "synth"), row("002-a", "doc")];
    const citations = [cited("001-a", "test"), cited("001-b", "test")];
    const text = renderCoverage(measure(rows, citations, { ...nothing, open: [open("001-c")] }));
    expect(text).toContain("Open (1)\n  001-c: no bucket yet -> the audit part");
    expect(text).toContain("Uncited (1)\n  001-b: live: text of 001-b");
    expect(text).toContain("Cited in a place that proves nothing (1)\n  001-b: live row, cited in some/file:7");
    expect(text).toContain("Document 002 is not begun: 1 rows uncited.");
    expect(text).toMatch(/^all +4 +1 +0 +1 +2$/m);
  });

  it("asks to close a row that is cited although it is listed as open", () => {
    const coverage = measure([row("001-a", "synth")], [cited("001-a", "test")], { ...nothing, open: [open("001-a")] });
    expect(renderCoverage(coverage)).toContain("Cited although open: close it in open.tsv (1)\n  001-a: text of 001-a");
  });
});
