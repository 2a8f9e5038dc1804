import { table } from "../markdown";
import { ABSENT } from "./cells";
import type { Comparison } from "./compare";
import { resourceRows, settingRows } from "./rows";

/** A page for an auditor. */
export function renderMarkdown(system: string, { identities, declared }: Comparison): string {
  const environments = identities.map(({ environment }) => environment);
  const names = [
    ["deployment", ...identities.map(({ deployment }) => code(deployment))],
    ["account", ...identities.map(({ account }) => code(account))],
    ["domain", ...identities.map(({ domainNames }) => domainNames.map(code).join(", "))],
  ];
  const settings = declared.map((each) => [
    each.resources.length > 0 ? `[${code(each.setting)}](#${anchor(each.setting)})` : code(each.setting),
    ...environments.map((_, index) =>
      settingRows(each, environments)
        .map(({ what, cells }) => `${what} ${code(cells[index]!)}`.trim())
        .join("<br>"),
    ),
    each.why.join("<br>"),
  ]);
  const consequences = declared
    .filter(({ resources }) => resources.length > 0)
    .map((each) => {
      const rows = resourceRows(each, environments).map(({ what, cells, addresses }) => [
        what === "" ? "there" : code(what),
        ...cells.map(code),
        addresses.map(code).join(", "),
      ]);
      return `### ${code(each.setting)}\n\n${table(["attribute", ...environments, "of"], rows)}`;
    });
  return [
    `# Environments of ${system}`,
    "The same code makes every environment; they differ by data, each difference declared with its reason beside the configuration in `src/config/`. What is not listed here is the same everywhere, but for the names of the first table and what is named after them.",
    `## Names\n\n${table(["", ...environments], names)}`,
    `## Settings\n\n${table(["setting", ...environments, "why"], settings)}`,
    "## What follows in AWS\n\nBy the setting that causes it. `there` is a resource that not every environment has.",
    ...consequences,
    "Written by `npx estate differences --write docs/differences`; a test compares it with a fresh synthesis.\n",
  ].join("\n\n");
}

/** For the terminal. */
export function renderText(system: string, { identities, declared }: Comparison): string {
  const environments = identities.map(({ environment }) => environment);
  const sections = declared.map((each) =>
    [
      `${each.setting} (${environments.join(" | ")})`,
      ...settingRows(each, environments).map(
        ({ what, cells }) => `  ${[what, cells.join(" | ")].filter(Boolean).join(": ")}`,
      ),
      ...each.why.map((why) => `  why: ${why}`),
      ...resourceRows(each, environments).map(
        ({ what, cells, addresses }) => `  ${what || "there"}: ${cells.join(" | ")}\n    ${addresses.join("\n    ")}`,
      ),
    ].join("\n"),
  );
  return [`${system}: ${declared.length} declared differences between ${environments.join(", ")}`, ...sections].join(
    "\n\n",
  );
}

function code(text: string): string {
  return text === ABSENT ? text : `\`${text}\``;
}

/** GitHub's anchor of a heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(".", "");
}
