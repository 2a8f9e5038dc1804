import { afterApply, isAbsent, KNOWN_LATER, Sealed } from "./sealed";

const LONGEST = 120;

/** What a terminal or a browser would obey instead of showing: C1 controls, marks of direction, separators of lines. */
const OBEYED = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

/** A value on one line, without what may not be read. */
export function shown(value: unknown, sensitive = false): string {
  if (sensitive || value instanceof Sealed) return "(sensitive)";
  if (value === afterApply) return KNOWN_LATER;
  if (isAbsent(value)) return "(none)";
  return cut(harmless(JSON.stringify(value)));
}

/** Both sides of a change; of long texts only from where they part, such as `…@sha256:aaa` and `…@sha256:bbb`. */
export function shownPair(before: unknown, after: unknown): readonly [string, string] {
  if (typeof before !== "string" || typeof after !== "string") return [shown(before), shown(after)];
  const from = partingOf(before, after);
  return [shown(shortened(before, from)), shown(shortened(after, from))];
}

/** Text that is printed as it is, on one line. */
export function plain(text: string): string {
  return harmless(text.replace(/[\u0000-\u001f]/g, " "));
}

function harmless(text: string): string {
  return text.replace(OBEYED, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** Cuts between characters, never inside one that takes two code units. */
export function cut(text: string, longest = LONGEST): string {
  if (text.length <= longest) return text;
  return `${text.slice(0, longest - 3).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** Where two texts may be shown from: after the last separator of what they begin with alike. 0: from the start. */
function partingOf(a: string, b: string): number {
  if (Math.max(a.length, b.length) <= 40) return 0;
  let alike = 0;
  while (alike < Math.min(a.length, b.length) && a[alike] === b[alike]) alike += 1;
  const separator = Math.max(...["/", "@", ",", " ", "\n"].map((each) => a.lastIndexOf(each, alike - 1)));
  return separator < 12 ? 0 : separator;
}

/** Digests are told apart by their first twelve digits, as Docker and Git show them. */
function shortened(text: string, from: number): string {
  return `${from > 0 ? "…" : ""}${text.slice(from)}`.replace(/(sha256:[0-9a-f]{12})[0-9a-f]{52}\b/g, "$1");
}
