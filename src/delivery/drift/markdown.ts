import { table } from "../markdown";
import { author, adviceLines, pendingLine, sentence, summary, type Wanted } from "./render";
import type { DriftReport, ExplainedFinding } from "./report";

/** GitHub refuses longer comments and issues: 65,536 characters; the rest is for whoever puts a line around it. */
const MOST_CHARACTERS = 60_000;

/** The report for an issue or a comment: a table first, then each finding; cut honestly where it would not fit. */
export function renderMarkdown(report: DriftReport, wanted: Wanted): string {
  const { deployment, target, mode, findings, pending = [] } = report;
  const rows = findings.map(({ drift, kind, address, values, loss, author: who }) => [
    drift.replace("-", " "),
    `\`${address}\``,
    kind === "missing" ? `gone: ${sentence(loss!)}` : [...new Set(values.map(sentence))].join("; "),
    who.known ? who.who : "unknown",
  ]);
  const head = [
    `### Drift of ${deployment} (${target}, ${mode}): ${summary(report)}`,
    "",
    ...(rows.length > 0 ? [table(["what", "resource", "what it does", "probably by"], rows), ""] : []),
    ...(pending.length > 0
      ? ["**Code that nobody applied yet; it is no drift:**", "", "```text", ...pending.map(pendingLine), "```", ""]
      : []),
  ].join("\n");
  return fitted([head, ...findings.map((finding) => details(finding, wanted))], findings.length);
}

function details(finding: ExplainedFinding, wanted: Wanted): string {
  const { address, constructPath, source, values } = finding;
  return [
    `<details><summary><code>${address}</code> (${constructPath}${source ? `, ${source.file}:${source.line}` : ""})</summary>`,
    "",
    ...fenced([
      ...values.map(({ path, expected, found }) => `${path}: ${expected} -> ${found}`),
      author(finding.author),
      ...adviceLines(finding, wanted),
    ]),
    "",
    "</details>",
    "",
  ].join("\n");
}

/** A block that no line of it can end. */
function fenced(lines: readonly string[]): readonly string[] {
  const longest = Math.max(2, ...lines.flatMap((line) => (line.match(/`+/g) ?? []).map(({ length }) => length)));
  const fence = "`".repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

/** As many whole parts as fit; the table, which is the first, is cut by its lines. */
function fitted([head = "", ...parts]: readonly string[], all: number): string {
  if (head.length > MOST_CHARACTERS) {
    const kept = head.slice(0, MOST_CHARACTERS);
    return `${kept.slice(0, kept.lastIndexOf("\n"))}\n\nCut here: the report is too long. \`--json\` has all ${all} findings.\n`;
  }
  let text = head;
  for (const [index, part] of parts.entries()) {
    if (text.length + part.length > MOST_CHARACTERS)
      return `${text}\nThe details of ${all - index} more findings do not fit here; \`--json\` has them.\n`;
    text += part;
  }
  return text;
}
