/** Where a citation stands; what it proves depends on it. */
export type Place = "test" | "sandbox test" | "document" | "workflow or script";

/** A requirement id in square brackets, found in a file of the project. */
export interface Citation {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  readonly place: Place;
}

/** A list in one pair of brackets is found too, as one id that no table has: it fails instead of counting as nothing. */
const IDS = String.raw`(?:\[\d{3}-[a-z0-9-]+(?:, [^\]]+)?\]\s*)+`;

/** What may carry citations, and in which form. The first pattern that matches the path decides. */
const places: readonly { readonly file: RegExp; readonly place: Place; readonly form: RegExp }[] = [
  // The end of a test's title, or of a table row that becomes one.
  { file: /\.sandbox\.test\.ts$/, place: "sandbox test", form: new RegExp(`${IDS}(?=["'\`]\\s*[,}\\]])`, "g") },
  { file: /\.test\.[jt]s$/, place: "test", form: new RegExp(`${IDS}(?=["'\`]\\s*[,}\\]])`, "g") },
  // The docstring of a Python test.
  { file: /\/test_[^/]*\.py$/, place: "test", form: new RegExp(`(?<=""".*)${IDS}(?=""")`, "g") },
  // A comment beside the sentence that satisfies the row: invisible to readers.
  { file: /\.md$/, place: "document", form: new RegExp(`(?<=<!--\\s*)${IDS}(?=-->)`, "g") },
  { file: /\.(yml|yaml|sh)$/, place: "workflow or script", form: new RegExp(`(?<=#.*)${IDS}`, "g") },
];

/** Every citation in one file. Tests that are commented out or skipped cite nothing. */
export function findCitations(file: string, text: string): Citation[] {
  const kind = places.find((candidate) => candidate.file.test(file));
  if (!kind) return [];
  return [...text.matchAll(kind.form)]
    .filter((match) => !kind.place.endsWith("test") || runs(text, match.index))
    .flatMap((match) =>
      [...match[0].matchAll(/\[([^\]]+)\]/g)].map(([, id = ""]) => ({
        id,
        file,
        line: lineOf(text, match.index),
        place: kind.place,
      })),
    );
}

function runs(text: string, at: number): boolean {
  const line = text.slice(text.lastIndexOf("\n", at) + 1, at);
  if (/^\s*(\/\/|\/?\*|#)/.test(line)) return false;
  const calls = [...text.slice(0, at).matchAll(/\b(x?(?:it|test|describe)(?:\.\w+)*)\s*\(/g)];
  const call = calls.at(-1)?.[1] ?? "";
  return !/^x|\.(skip|todo)\b/.test(call);
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}
