/** One thing wrong with a deployment's configuration, with everything needed to put it right. */
export interface Problem {
  readonly deployment: string;
  /** Path of the field, such as `network.zones[1].appCidr`. */
  readonly field: string;
  readonly value: unknown;
  /** What would be accepted there. */
  readonly allowed: string;
  readonly fix: string;
}

/** The configuration cannot be used: carries every problem of every deployment. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly Problem[]) {
    super(formatProblems(problems));
    this.name = "ConfigError";
  }
}

/** The problems as text for people, grouped by deployment. */
export function formatProblems(problems: readonly Problem[]): string {
  const names = [...new Set(problems.map((problem) => problem.deployment))];
  const groups = names.map((name) =>
    [name, ...problems.filter((problem) => problem.deployment === name).map(formatProblem)].join("\n"),
  );
  return [`${problems.length} configuration ${problems.length === 1 ? "problem" : "problems"}`, ...groups].join("\n\n");
}

function formatProblem({ field, value, allowed, fix }: Problem): string {
  return [`  ${field} = ${formatValue(value)}`, `    allowed: ${allowed}`, `    fix:     ${fix}`].join("\n");
}

function formatValue(value: unknown): string {
  if (value === undefined) return "(missing)";
  return typeof value === "number" ? String(value) : JSON.stringify(value); // JSON has no NaN
}
