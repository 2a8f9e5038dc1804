import { dangerous, ranks, type Rank } from "../ranks";
import type { Review, ReviewedChange } from "../review";
import type { Effect } from "../effects";

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

const titles: Readonly<Record<Rank, string>> = {
  "data-loss": "DATA LOSS",
  exposure: "EXPOSURE",
  replacement: "Replacement",
  downtime: "Downtime",
  cost: "Cost",
  unjudged: "Not judged",
  harmless: "No interruption",
  cosmetic: "Cosmetic",
};

export interface Section {
  readonly rank: Rank;
  readonly title: string;
  /** Whether a reader must see it without opening anything. */
  readonly isDangerous: boolean;
  readonly changes: readonly ReviewedChange[];
}

/** The changes by rank, the gravest first; moves apart. */
export function sectionsOf({ changes }: Review): readonly Section[] {
  return ranks
    .map((rank) => ({
      rank,
      title: titles[rank],
      isDangerous: dangerous.has(rank),
      changes: changes.filter((change) => change.rank === rank && change.effect !== "move"),
    }))
    .filter((section) => section.changes.length > 0);
}

export function movesOf({ changes }: Review): readonly ReviewedChange[] {
  return changes.filter(({ effect }) => effect === "move");
}

/** The parts of a deployment: `database` for `database/alarms/cpu_high`. In the order in which they come first. */
export function byConstruct(changes: readonly ReviewedChange[]): ReadonlyMap<string, readonly ReviewedChange[]> {
  const groups = new Map<string, ReviewedChange[]>();
  for (const change of changes) {
    const part = change.constructPath.split("/")[0] || "(no construct)";
    groups.set(part, [...(groups.get(part) ?? []), change]);
  }
  return groups;
}

/** What a change means, in sentences; that something new is created its line says already. */
export function sentencesOf({ effect, rank, meanings }: ReviewedChange): readonly string[] {
  if (effect === "create" && rank === "harmless") return [];
  return meanings.map(({ sentence }, index) => (index === 0 ? sentence : `also ${sentence}`));
}

/** `3 more`; empty when nothing is left out. */
export function moreThan(shown: number, all: number, what: string): readonly string[] {
  return all > shown ? [`… ${all - shown} more ${what}`] : [];
}
