import { findCitations } from "../../../src/delivery/requirements/citations";

/** Built at run time, so that this file itself cites nothing. */
const cite = (...ids: string[]): string => ids.map((id) => `[${id}]`).join(" ");
const ids = (file: string, text: string): string[] => findCitations(file, text).map((citation) => citation.id);

describe("where a citation counts", () => {
  it("reads every id at the end of a test's title, with file, line and place", () => {
    const text = `\nit("rotates keys ${cite("001-a", "002-b")}", () => {});`;
    expect(findCitations("__tests__/keys.test.ts", text)).toEqual([
      { id: "001-a", file: "__tests__/keys.test.ts", line: 2, place: "test" },
      { id: "002-b", file: "__tests__/keys.test.ts", line: 2, place: "test" },
    ]);
  });

  it("takes a list in one pair of brackets for one id, which no table has", () => {
    expect(ids("a.test.ts", `it("rotates keys ${cite("001-a, 002-b")}", () => {});`)).toEqual(["001-a, 002-b"]);
  });

  it("reads the rows of a table of tests", () => {
    const text = `it.each([["x", "has a VPC ${cite("001-a")}"], { title: "has keys ${cite("001-b")}" }])("%s", check);`;
    expect(ids("a.test.ts", text)).toEqual(["001-a", "001-b"]);
  });

  it("tells a test that deploys to the sandbox from any other", () => {
    const text = `it("deploys ${cite("001-a")}", run);`;
    expect(findCitations("__tests__/a.sandbox.test.ts", text)[0]?.place).toBe("sandbox test");
  });

  it.each([
    ["a comment in a test", `// it("rotates ${cite("001-a")}", run);`],
    ["a skipped test", `it.skip("rotates ${cite("001-a")}", run);`],
    ["a test that is only planned", `it.todo("rotates ${cite("001-a")}",);`],
    ["a string that is no title", `const text = "see ${cite("001-a")} there";`],
  ])("does not count %s", (_what, text) => {
    expect(ids("a.test.ts", text)).toEqual([]);
  });

  it("counts a running test that stands after a skipped one", () => {
    const text = `it.skip("old ${cite("001-a")}", run);\nit("new ${cite("001-b")}", run);`;
    expect(ids("a.test.ts", text)).toEqual(["001-b"]);
  });

  it("reads the docstring of a Python test and no other comment", () => {
    const text = `def test_x():\n    """Keeps tags. ${cite("001-a")}"""\n    # ${cite("001-b")}\n`;
    expect(ids("sandbox/tests/test_tags.py", text)).toEqual(["001-a"]);
    expect(ids("sandbox/tags.py", text)).toEqual([]);
  });

  it("reads comments beside the text of a page, and not the visible text", () => {
    expect(ids("docs/a.md", `Text. <!-- ${cite("001-a", "001-b")} -->\n${cite("001-c")}`)).toEqual(["001-a", "001-b"]);
  });

  it("reads comments of workflows and scripts", () => {
    expect(findCitations(".github/workflows/a.yml", `steps: # ${cite("001-a")}`)[0]?.place).toBe("workflow or script");
    expect(ids("scripts/a.sh", `echo "${cite("001-a")}"`)).toEqual([]);
  });
});
