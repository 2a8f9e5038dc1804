import { table } from "../markdown";

/** What a page needs to know of one deployment. */
export interface Place {
  readonly deployment: string;
}

/** One step of a runbook, with its commands in every deployment. */
export interface Step<P extends Place> {
  readonly title: string;
  /** Why, and what to look at. Markdown. */
  readonly text?: string;
  /** Shell commands with real names; none where the step is not needed. */
  readonly commands?: (place: P) => readonly string[];
}

/** A page that people follow when something is broken. */
export interface Runbook<P extends Place> {
  /** Without `.md`. */
  readonly file: string;
  readonly title: string;
  /** When to follow it, and what to know before. Markdown. */
  readonly about: string;
  /** What differs between deployments. */
  readonly facts?: (place: P) => Readonly<Record<string, string>>;
  readonly steps: readonly Step<P>[];
  /** What belongs behind the steps. Markdown. */
  readonly after?: string;
  /** @default every deployment */
  readonly where?: (place: P) => boolean;
}

const GENERATED = "<!-- Generated from names.ts, the configuration and the outputs: npx estate runbooks --write -->";

/**
 * The page: what every step means once, then the commands of each deployment apart, so that nobody in a hurry pastes one
 * deployment's command into another's incident. Pure.
 */
export function renderRunbook<P extends Place>(runbook: Runbook<P>, places: readonly P[]): string {
  const { title, about, facts, steps, after } = runbook;
  const here = placesOf(runbook, places);
  return paragraphs([
    `# ${title}`,
    GENERATED,
    about,
    facts && factsTable(here, facts),
    `Commands: ${here.map(({ deployment }) => `[${deployment}](#${deployment})`).join(", ")}. Each section sets the variables that its later commands use; keep to one terminal.`,
    ...steps.map(({ title: name, text }, index) => `${index + 1}. **${sentence(name)}** ${text ?? ""}`.trim()),
    ...here.flatMap((place) => [
      `## ${place.deployment}`,
      ...steps.map((step, index) => commandsOf(step, index, place)),
    ]),
    after,
  ]);
}

/** The table of contents of a folder of runbooks. Pure. */
export function renderIndex<P extends Place>(
  title: string,
  about: string,
  runbooks: readonly Runbook<P>[],
  places: readonly P[],
): string {
  const rows = runbooks.map((runbook) => [
    `[${runbook.title}](${runbook.file}.md)`,
    placesOf(runbook, places)
      .map(({ deployment }) => deployment)
      .join(", "),
  ]);
  return paragraphs([`# ${title}`, GENERATED, about, table(["runbook", "has the commands of"], rows)]);
}

const sentence = (title: string): string => (/[.?!]$/.test(title) ? title : `${title}.`);

function placesOf<P extends Place>({ where = () => true }: Runbook<P>, places: readonly P[]): readonly P[] {
  return places.filter(where);
}

function factsTable<P extends Place>(places: readonly P[], facts: NonNullable<Runbook<P>["facts"]>): string {
  const columns = places.map((place) => facts(place));
  const names = Object.keys(columns[0] ?? {});
  return table(
    ["", ...places.map(({ deployment }) => deployment)],
    names.map((name) => [name, ...columns.map((column) => column[name] ?? "")]),
  );
}

function commandsOf<P extends Place>({ title, commands }: Step<P>, index: number, place: P): string | undefined {
  const lines = commands?.(place) ?? [];
  if (lines.length === 0) return undefined;
  return [`**${index + 1}. ${title}**`, "", "```sh", ...lines, "```"].join("\n");
}

function paragraphs(parts: readonly (string | undefined)[]): string {
  return `${parts.filter((part) => part !== undefined).join("\n\n")}\n`;
}
