import { type Finding } from "../finding";

/** Findings that one line of TypeScript caused, in however many deployments and resources. */
export interface FindingGroup {
  readonly finding: Finding;
  readonly deployments: readonly string[];
  readonly addresses: readonly string[];
}

/** In the order of the findings; a person reads a fault once, not once a deployment. */
export function groups(findings: readonly Finding[]): readonly FindingGroup[] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.source, finding.message]);
    found.set(key, [...(found.get(key) ?? []), finding]);
  }
  return [...found.values()].map((same) => ({
    finding: same[0]!,
    deployments: distinct(same.map(({ deployment }) => deployment)),
    addresses: distinct(same.map(({ address }) => address)),
  }));
}

export function reportedAs({ reportedAs: engines }: Finding): string {
  return engines.map(({ engine, rule }) => (engine === "checkov-plan" ? `${rule} (plan)` : rule)).join(", ");
}

export function at({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${file}:${line}`;
}

export function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
