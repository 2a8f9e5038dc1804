import { waivedLines } from "../../gate/render";
import type { AttributeChange } from "../attributes";
import type { Effect } from "../effects";
import type { Review, ReviewedChange } from "../review";
import { byConstruct, moreThan, movesOf, sectionsOf, sentencesOf, summary } from "./summary";
import { KNOWN_LATER, plain } from "../values";

const signs: Readonly<Record<Effect, string>> = {
  create: "+",
  update: "~",
  replace: "±",
  destroy: "-",
  forget: "○",
  import: "→",
  move: "→",
  none: " ",
};

/** More values of one change say nothing to a reader; review.json has all. */
const VALUES = 20;

/** The review as text for a terminal: what blocks it, then the changes, the gravest first. */
export function renderText(review: Review): string {
  const place = review.target === "sandbox" ? " on the sandbox" : "";
  return [
    `${review.deployment}${place}: ${summary(review)}`,
    ...review.blocked.flatMap(({ message, fix, rule, control }) => [
      `  BLOCKED ${plain(message)} [${rule}, ${control}]`,
      `    Fix: ${plain(fix)}`,
    ]),
    ...waivedLines(review.waived).map((text) => `  ${plain(text)}`),
    ...sectionsOf(review).flatMap(({ title, changes, isDangerous }) => [
      "",
      `  ${title} (${changes.length})`,
      ...[...byConstruct(changes)].flatMap(([part, group]) => [
        `    ${part}`,
        ...group.flatMap((change) => changeLines(change, isDangerous)),
      ]),
    ]),
    ...foldedLines(review),
  ].join("\n");
}

function changeLines(change: ReviewedChange, isDangerous: boolean): readonly string[] {
  const {
    meanings: [first],
    source,
  } = change;
  return [
    `    ${line(change)}`,
    ...sentencesOf(change).map((text) => `        ${text}`),
    ...attributeLines(change).map((text) => `          ${text}`),
    ...(source ? [`        at ${source.file}:${source.line}`] : []),
    ...(isDangerous && first!.fix !== undefined ? [`        Fix: ${plain(first!.fix)}`] : []),
  ];
}

/** `+ create  aws_vpc.network  (network)` */
export function line({ effect, address, constructPath, movedFrom }: ReviewedChange): string {
  const path = constructPath ? `  (${constructPath})` : "";
  return plain(`${signs[effect]} ${effect.padEnd(7)} ${address}${path}${movedFrom ? `  moved from ${movedFrom}` : ""}`);
}

/** The values that change, without those that a new resource simply has. */
export function attributeLines({ effect, attributes }: ReviewedChange): readonly string[] {
  const isTold = ({ before, after, forcesReplacement }: AttributeChange): boolean =>
    effect !== "replace" || forcesReplacement || !(after === KNOWN_LATER || isNothing(before, after));
  const told = attributes.filter(isTold);
  return [
    ...told
      .slice(0, VALUES)
      .map(
        ({ path, before, after, forcesReplacement }) =>
          `${plain(path)}: ${before} -> ${after}${forcesReplacement ? "  (forces replacement)" : ""}`,
      ),
    ...moreThan(Math.min(told.length, VALUES), told.length, "values"),
  ];
}

/** What AWS filled in before, and will again: off, or none. */
function isNothing(before: string, after: string): boolean {
  return after === "(none)" && (before === "false" || before === "0");
}

function foldedLines(review: Review): readonly string[] {
  const moves = movesOf(review);
  const parts = [
    ...(moves.length > 0 ? [`${moves.length} only get a new address`] : []),
    ...(review.unchanged > 0 ? [`${review.unchanged} stay as they are`] : []),
  ];
  return parts.length > 0 ? ["", `  ${parts.join("; ")}.`] : [];
}
