import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { unknownCommands, unknownTargets } from "../support/command-line";

const root = path.resolve(__dirname, "../..");
const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...["docs", "backend"].flatMap((folder) =>
    readdirSync(path.join(root, folder), { encoding: "utf8", recursive: true })
      .filter((name) => name.endsWith(".md"))
      .map((name) => path.join(folder, name)),
  ),
];
const read = (file: string): string => readFileSync(path.join(root, file), "utf8");

/** GitHub's anchor of a heading. */
const anchor = (heading: string): string =>
  heading
    .replace(/<!--.*?-->/g, "")
    .trim()
    .toLowerCase()
    .replace(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
const anchorsOf = (file: string): string[] =>
  [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchor(heading));

/** What is wrong with the relative links of a page. */
function brokenLinks(page: string, text: string): string[] {
  const links = [...text.matchAll(/\]\((?!https?:)([^)\s]*)\)/g)].map(([, link = ""]) => link);
  return links.filter((link) => {
    const [file = "", fragment] = link.split("#");
    const target = file === "" ? page : path.join(path.dirname(page), file);
    if (!existsSync(path.join(root, target))) return true;
    return fragment !== undefined && !anchorsOf(target).includes(fragment);
  });
}

describe("the checks of this file", () => {
  it("see a link to a missing page, a missing heading, an unknown command, option or target", () => {
    expect(brokenLinks("docs/architecture.md", "[a](none.md) [b](deployment.md#none) [c](deployment.md)")).toEqual([
      "none.md",
      "deployment.md#none",
    ]);
    expect(unknownCommands("`estate frobnicate` and npx estate requirements --none --json")).toEqual([
      "frobnicate",
      "--none",
    ]);
    expect(unknownTargets("`make test` and\nmake nothing")).toEqual(["nothing"]);
  });
});

describe.each(pages)("%s", (page) => {
  it("links to pages and headings that exist", () => {
    expect(brokenLinks(page, read(page))).toEqual([]);
  });

  it("names only estate commands and options that exist", () => {
    expect(unknownCommands(read(page))).toEqual([]);
  });

  it("names only Make targets and scripts that exist", () => {
    expect(unknownTargets(read(page))).toEqual([]);
    const scripts = [...read(page).matchAll(/\bscripts\/[\w/-]+\.\w+/g)].map(([script]) => script);
    expect(scripts.filter((script) => !existsSync(path.join(root, script)))).toEqual([]);
  });
});
