import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { markDone, readCoverage } from "../../../src/delivery/requirements";
import { parseOpen, parseRequirements } from "../../../src/delivery/requirements/table";

const header = "id\tline\tpart\tenvironments\trequirement\tdecision\tcheck";
const rotation = "001-kms-rotation\t54\tkeys\tall\tKeys rotate.\t\tsynth";
const inBrackets = (id: string): string => `[${id}]`;

describe("a requirements table", () => {
  it("gives id, document, text and check of every row", () => {
    expect(parseRequirements(`${header}\n${rotation}\n`, "t.tsv")).toEqual([
      { id: "001-kms-rotation", document: "001", text: "Keys rotate.", check: "synth" },
    ]);
  });

  it.each([
    ["another header", "id\tcheck", "t.tsv:1: the header must be"],
    ["a missing cell", `${header}\n001-a\t1\tkeys`, "t.tsv:2: 3 cells, wanted 7"],
    ["an unknown check", `${header}\n${rotation}ed`, 't.tsv:2: check "synthed" is none of synth, live'],
    ["an empty requirement", `${header}\n001-a\t1\tkeys\tall\t\t\tsynth`, 't.tsv:2: the column "requirement" is empty'],
    ["an id without a document", `${header}\nkms\t1\tkeys\tall\tx\t\tsynth`, 't.tsv:2: "kms" is no id'],
    ["an id that stands twice", `${header}\n${rotation}\n${rotation}`, "t.tsv:3: 001-kms-rotation stands twice"],
  ])("refuses %s and names the line", (_what, text, message) => {
    expect(() => parseRequirements(text, "t.tsv")).toThrow(message);
  });

  it("refuses an open row without a reason", () => {
    expect(() => parseOpen("id\treason\tclosed by\n001-a\t\tlater", "open.tsv")).toThrow(
      'the column "reason" is empty',
    );
  });
});

describe("the requirements of a checkout", () => {
  let root: string;
  const write = (file: string, text: string): void => {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    writeFileSync(path.join(root, file), text);
  };
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "requirements-"));
    write("docs/requirements/requirements-001.tsv", `${header}\n${rotation}\n`);
    write("docs/requirements/requirements-002.tsv", `${header}\n002-a\t1\tx\tall\tA.\t\tdoc\n`);
    write("docs/requirements/done.txt", "# proved\n");
    write("docs/requirements/open.tsv", "id\treason\tclosed by\n");
    write("docs/requirements/real-aws.tsv", "id\tcommand\n");
    write("__tests__/keys/rotation.test.ts", `it("rotates ${inBrackets("001-kms-rotation")}", check);`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it("finds citations in tests and pages at any depth, and none in the tables' own folder", () => {
    write("docs/runbooks/a.md", `Text <!-- ${inBrackets("002-a")} -->`);
    write("docs/requirements/README.md", `<!-- ${inBrackets("009-none")} -->`);
    const coverage = readCoverage(root);
    expect(coverage.rows.map((row) => row.standing)).toEqual(["cited", "cited"]);
    expect(coverage.problems).toEqual([]);
  });

  it("finds citations in the tests of services, and none in what they installed or built", () => {
    write(
      "docs/requirements/requirements-004.tsv",
      `${header}\n004-a\t1\tapi\tall\tA.\t\tapi\n004-b\t1\tapi\tall\tB.\t\tapi\n`,
    );
    write("services/api/test/health.test.ts", `it("answers ${inBrackets("004-a")}", check);`);
    write("services/api/node_modules/other/a.test.js", `it("answers ${inBrackets("004-b")}", check);`);
    write("services/api/dist/test/health.test.js", `it("answers ${inBrackets("004-b")}", check);`);
    const standings = readCoverage(root, "004").rows.map(({ id, standing }) => [id, standing]);
    expect(standings).toEqual([
      ["004-a", "cited"],
      ["004-b", "uncited"],
    ]);
  });

  it("marks cited rows done once and leaves the rest", () => {
    expect(markDone(root, readCoverage(root))).toEqual(["001-kms-rotation"]);
    expect(markDone(root, readCoverage(root))).toEqual([]);
    expect(readFileSync(path.join(root, "docs/requirements/done.txt"), "utf8")).toBe("# proved\n001-kms-rotation\n");
  });

  it("shows one document alone and still judges all", () => {
    write("docs/a.md", `<!-- ${inBrackets("002-b")} -->`);
    const coverage = readCoverage(root, "001");
    expect(coverage.rows.map((row) => row.id)).toEqual(["001-kms-rotation"]);
    expect(coverage.problems).toEqual(["docs/a.md:1: there is no requirement 002-b: did you mean 002-a?"]);
  });
});
