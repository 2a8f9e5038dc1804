import { table } from "../markdown";
import { renderMarkdown } from "../plan";
import { cutMarkdown } from "./cut";
import { exitCodeOf, mostDangerousFirst, type Outcome } from "./outcome";
import { gistOf, problemOf, resultOf, tally } from "./words";

/** What a comment on a pull request holds, in characters. */
export const commentLimit = 65_536;

/** Kept free for the lines that tell what was left out. */
const noteRoom = 700;
/** Less than this of a review tells nothing. */
const leastPart = 500;
const mostNames = 10;

/**
 * The combined review as Markdown that fits a pull request's comment: totals and a table first, then the reviews, the most
 * dangerous first. What does not fit is cut at the end of a line, and the last lines say what is missing.
 */
export function renderManyMarkdown(outcomes: readonly Outcome[], limit = commentLimit): string {
  const ordered = mostDangerousFirst(outcomes);
  const telling = ordered.filter((outcome) => exitCodeOf(outcome) !== 0);
  const head = headOf(ordered, telling, limit / 3);
  const { parts, cut, missing } = fit(telling, limit - noteRoom - head.length);
  return [head, ...parts, ...noteOf(cut, missing)].join("\n\n") + "\n";
}

function headOf(ordered: readonly Outcome[], telling: readonly Outcome[], room: number): string {
  const rows = telling.map((outcome) => [outcome.deployment, `**${resultOf(outcome)}**`, gistOf(outcome)]);
  const shown = rowsWithin(rows, room);
  const unchanged = ordered.filter((outcome) => exitCodeOf(outcome) === 0).map(({ deployment }) => deployment);
  return [
    `## ${tally(ordered)}`,
    ...(shown.length > 0 ? [table(["deployment", "result", "plan"], shown)] : []),
    ...(shown.length < rows.length ? [`…and ${rows.length - shown.length} more.`] : []),
    ...(unchanged.length > 0 ? [`No changes: ${someOf(unchanged)}.`] : []),
  ].join("\n\n");
}

function rowsWithin(rows: readonly (readonly string[])[], room: number): readonly (readonly string[])[] {
  let used = 0;
  const end = rows.findIndex((row) => (used += row.join("").length + 20) > room);
  return end < 0 ? rows : rows.slice(0, end);
}

interface Fitted {
  readonly parts: readonly string[];
  /** Names of the deployments whose part is not whole. */
  readonly cut: readonly string[];
  /** Names of the deployments that have no part. */
  readonly missing: readonly string[];
}

/** No part takes more than half of what is left for it and those after it, so that a huge one does not hide the next. */
function fit(telling: readonly Outcome[], room: number): Fitted {
  const fitted = { parts: [] as string[], cut: [] as string[], missing: [] as string[] };
  let left = room;
  telling.forEach((outcome, index) => {
    const allowed = (index === telling.length - 1 ? left : left / 2) - 2;
    const whole = partOf(outcome);
    const part = whole.length <= allowed ? whole : cutMarkdown(whole, allowed);
    if (part.length < whole.length && part.length < leastPart) return void fitted.missing.push(outcome.deployment);
    if (part !== whole) fitted.cut.push(outcome.deployment);
    fitted.parts.push(part);
    left -= part.length + 2;
  });
  return fitted;
}

/** What is blocked or failed stands open; the rest is folded. */
function partOf(outcome: Outcome): string {
  if (outcome.kind !== "planned") return problemPart(outcome);
  const review = renderMarkdown(outcome.review).trim();
  if (outcome.blocked) return review;
  return `<details><summary>${outcome.deployment}: ${gistOf(outcome)}</summary>\n\n${review}\n\n</details>`;
}

function problemPart(outcome: Exclude<Outcome, { kind: "planned" }>): string {
  const { message, fix } = problemOf(outcome);
  const lines = [message, ...(fix ? [`Fix: ${fix}`] : [])].join("\n");
  return `### ${outcome.deployment}: ${resultOf(outcome)}\n\n\`\`\`\n${lines.replaceAll("```", "'''")}\n\`\`\``;
}

function noteOf(cut: readonly string[], missing: readonly string[]): readonly string[] {
  if (cut.length + missing.length === 0) return [];
  const parts = [
    ...(cut.length > 0 ? [`not whole: ${someOf(cut)}`] : []),
    ...(missing.length > 0 ? [`left out: ${someOf(missing)}`] : []),
  ];
  return [`**Cut to fit a comment;** ${parts.join("; ")}. Whole: \`npx estate plan <deployment>\`.`];
}

function someOf(names: readonly string[]): string {
  if (names.length <= mostNames) return names.join(", ");
  return `${names.slice(0, mostNames).join(", ")} and ${names.length - mostNames} more`;
}
