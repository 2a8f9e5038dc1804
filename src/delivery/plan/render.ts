import type { Effect, Review, ReviewedChange } from "./review";

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

const words: readonly (readonly [Exclude<Effect, "none">, string])[] = [
  ["create", "to create"],
  ["update", "to update"],
  ["replace", "to replace"],
  ["destroy", "to destroy"],
  ["forget", "to forget"],
  ["import", "to import"],
  ["move", "to move"],
];

/** One line: `3 to create, 1 to update`, or `no changes`. */
export function summary({ counts, outputs }: Review): string {
  const parts = words.filter(([effect]) => counts[effect] > 0).map(([effect, text]) => `${counts[effect]} ${text}`);
  if (parts.length === 0 && outputs.length > 0) return `outputs change: ${outputs.join(", ")}`;
  return parts.join(", ") || "no changes";
}

/** The review as text for a terminal, blocked findings on top. */
export function renderText(review: Review): string {
  const place = review.target === "sandbox" ? " on the sandbox" : "";
  return [
    `${review.deployment}${place}: ${summary(review)}`,
    ...review.blocked.flatMap(({ message, fix }) => [`  BLOCKED ${message}`, `    Fix: ${fix}`]),
    ...review.changes.flatMap((change) => [
      `  ${line(change)}`,
      ...attributeLines(change).map((text) => `      ${text}`),
    ]),
  ].join("\n");
}

/** The review as Markdown: `review.md`, and the comment on a pull request. */
export function renderMarkdown(review: Review): string {
  const blocked = review.blocked.map(({ message, fix }) => `- ${message}\n  - Fix: ${fix}`);
  const changes = review.changes.flatMap((change) => [
    line(change),
    ...attributeLines(change).map((text) => `    ${text}`),
  ]);
  return [
    `### ${review.deployment} (${review.target}): ${summary(review)}`,
    ...(blocked.length > 0 ? ["", "**Blocked:**", "", ...blocked] : []),
    ...(changes.length > 0 ? ["", "```", ...changes, "```"] : []),
    "",
  ].join("\n");
}

function line({ effect, address, constructPath, movedFrom }: ReviewedChange): string {
  const path = constructPath ? `  (${constructPath})` : "";
  return `${signs[effect]} ${effect.padEnd(7)} ${address}${path}${movedFrom ? `  moved from ${movedFrom}` : ""}`;
}

function attributeLines({ attributes }: ReviewedChange): readonly string[] {
  return attributes.map(
    ({ name, before, after, forcesReplacement }) =>
      `${name}: ${before} -> ${after}${forcesReplacement ? "  (forces replacement)" : ""}`,
  );
}
