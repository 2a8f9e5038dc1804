import { waivedLines } from "../../gate/render";
import { table } from "../../markdown";
import type { Review, ReviewedChange } from "../review";
import { codeBlock, codeSpan, inline } from "./markdown-text";
import { byConstruct, movesOf, sectionsOf, sentencesOf, summary, type Section } from "./summary";
import { attributeLines, line } from "./text";
import { cut } from "../values";

/** What GitHub takes as a comment; counted in bytes, which are never fewer than its characters. */
export const COMMENT_BYTES = 65_536;

/** Fewer dangerous changes than this are told one by one in the open. */
const OPEN = 50;

/** One piece of the review: it is in the comment as a whole, or not at all. */
interface Piece {
  readonly text: string;
  /** Changes that it tells of. */
  readonly changes: number;
}

/**
 * The review as Markdown: `review.md`, and the comment on a pull request. First what blocks it and how many changes are how
 * grave, then the dangerous ones, then the rest, folded; what does not fit is counted.
 * @param limit bytes that it may take
 */
export function renderMarkdown(review: Review, limit: number = COMMENT_BYTES): string {
  const sections = sectionsOf(review);
  const told = sections.reduce((sum, { changes }) => sum + changes.length, movesOf(review).length);
  return joined([head(review, sections), ...sections.flatMap(sectionPieces), ...folded(review)], told, limit);
}

function head(review: Review, sections: readonly Section[]): Piece {
  const blocked = review.blocked
    .slice(0, OPEN)
    .map(({ message, fix, rule, control }) => `- ${inline(message)} (${rule}, ${control})\n  - Fix: ${inline(fix)}`);
  const more = review.blocked.length > OPEN ? [`- … ${review.blocked.length - OPEN} more: review.json`] : [];
  const waived = waivedLines(review.waived);
  const rows = sections.map(({ title, isDangerous, changes }) => [
    isDangerous ? `**${title}**` : title,
    String(changes.length),
    isDangerous ? inline(cut(changes[0]!.meanings[0]!.sentence, 200)) : partsOf(changes),
  ]);
  const lines = [
    `### ${review.deployment} (${review.target}): ${inline(cut(summary(review), 500))}`,
    ...(blocked.length > 0 ? ["", "**Blocked:**", "", ...blocked, ...more] : []),
    ...(waived.length > 0 ? ["", codeBlock(waived)] : []),
    ...(rows.length > 0 ? ["", table(["What it means", "Changes", "First of them, or where"], rows)] : []),
    "",
  ];
  return { text: lines.join("\n"), changes: 0 };
}

/** The parts of the deployment in which changes lie. */
function partsOf(changes: readonly ReviewedChange[]): string {
  return inline(cut([...byConstruct(changes).keys()].join(", "), 120));
}

function sectionPieces(section: Section): readonly Piece[] {
  if (section.isDangerous) {
    const open = section.changes.slice(0, OPEN).map((change) => ({ text: inTheOpen(change), changes: 1 }));
    const rest = section.changes.slice(OPEN);
    return [
      { text: `\n#### ${section.title}\n`, changes: 0 },
      ...open,
      ...foldedPieces(`${section.title}, continued`, rest),
    ];
  }
  return foldedPieces(section.title, section.changes);
}

function inTheOpen(change: ReviewedChange): string {
  const { address, constructPath, source, meanings } = change;
  const [first, ...others] = meanings;
  const at = source ? ` at ${codeSpan(`${source.file}:${source.line}`)}` : "";
  const values = attributeLines(change);
  return [
    `- ${codeSpan(address)}${constructPath ? ` (${inline(constructPath)})` : ""}${at}`,
    `  **${inline(first!.sentence)}**`,
    ...others.map(({ sentence }) => `  - also ${inline(sentence)}`),
    ...(first!.fix === undefined ? [] : [`  - What to do: ${inline(first!.fix)}`]),
    ...(values.length === 0 ? [] : ["", details("values", codeBlock(values))]),
    "",
  ].join("\n");
}

/** One `<details>` for each part of the deployment, so that a long rank is cut between parts and not as a whole. */
function foldedPieces(title: string, changes: readonly ReviewedChange[]): readonly Piece[] {
  return [...byConstruct(changes)].flatMap(([part, group]) =>
    chunks(group, OPEN).map((chunk) => ({
      text: details(`${title}: ${inline(part)} (${chunk.length})`, codeBlock(chunk.flatMap(changeLines))),
      changes: chunk.length,
    })),
  );
}

function changeLines(change: ReviewedChange): readonly string[] {
  const at = change.source ? [`    at ${change.source.file}:${change.source.line}`] : [];
  return [
    line(change),
    ...sentencesOf(change).map((text) => `    ${text}`),
    ...attributeLines(change).map((text) => `      ${text}`),
    ...at,
  ];
}

function folded(review: Review): readonly Piece[] {
  const moves = movesOf(review);
  const lines = moves.map(({ address, movedFrom }) => `${movedFrom} -> ${address}`);
  return [
    ...chunks(lines, 200).map((chunk) => ({
      text: details(`Only a new address (${chunk.length})`, codeBlock(chunk)),
      changes: chunk.length,
    })),
    ...(review.unchanged > 0 ? [{ text: `\n${review.unchanged} resources stay as they are.\n`, changes: 0 }] : []),
  ];
}

function details(title: string, body: string): string {
  return `<details><summary>${title}</summary>\n\n${body}\n\n</details>\n`;
}

/** Pieces in order as far as they fit; one that does not fit keeps no shorter one out. */
function joined(pieces: readonly Piece[], changes: number, limit: number): string {
  const left = (count: number): string => `\n… ${count} more changes; the whole review: review.json\n`;
  const reserved = Buffer.byteLength(left(changes));
  const kept: string[] = [];
  let [bytes, shown] = [0, 0];
  for (const piece of pieces) {
    const size = Buffer.byteLength(piece.text) + 1;
    if (bytes + size + reserved > limit) continue;
    kept.push(piece.text);
    bytes += size;
    shown += piece.changes;
  }
  return [...kept, ...(shown < changes ? [left(changes - shown)] : [])].join("\n");
}

function chunks<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, n) => list.slice(n * size, (n + 1) * size));
}
