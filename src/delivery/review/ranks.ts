/**
 * What a change means for the estate, the gravest first. `unjudged` is a change in place that no row of the knowledge knows;
 * `harmless` and `cosmetic` interrupt nobody.
 */
export const ranks = [
  "data-loss",
  "exposure",
  "replacement",
  "downtime",
  "cost",
  "unjudged",
  "harmless",
  "cosmetic",
] as const;

export type Rank = (typeof ranks)[number];

/** As findings of the scan are graded. */
export type Severity = "CRITICAL" | "HIGH" | "MEDIUM" | "LOW";

/** How grave each is as a finding; what interrupts nobody is none. */
export const severities: Readonly<Partial<Record<Rank, Severity>>> = {
  "data-loss": "CRITICAL",
  exposure: "CRITICAL",
  replacement: "HIGH",
  downtime: "MEDIUM",
  cost: "LOW",
  unjudged: "LOW",
};

/** Those that a reviewer must see without opening anything. */
export const dangerous: ReadonlySet<Rank> = new Set<Rank>(["data-loss", "exposure", "replacement"]);

/** Orders by rank, the gravest first. */
export function byRank(a: Rank, b: Rank): number {
  return ranks.indexOf(a) - ranks.indexOf(b);
}
