import { deployments, findDeployment, validate } from "../../src/config";
import type { Deployment, Environment, OmnirapeuticConfig, Problem } from "../../src/config";

type OmnirapeuticDeployment = Deployment<OmnirapeuticConfig>;

const ownFields = ["name", "system", "environment", "account", "region", "backend"];

/** What a test changes: field paths as problems name them, and the value there; `undefined` removes the field. */
export type Changes = Readonly<Record<string, unknown>>;

/** The committed deployment of that environment with some fields changed. */
export function deploymentWith(changes: Changes, environment: Environment = "production"): OmnirapeuticDeployment {
  const deployment = structuredClone(findDeployment(`omnirapeutic-${environment}`));
  for (const [field, value] of Object.entries(changes)) {
    const path = field.split(/[.[\]]+/).filter(Boolean);
    setAt(ownFields.includes(path[0]!) ? deployment : deployment.config, path, value);
  }
  return deployment;
}

/** The problems of the changed deployment; the committed ones have none. */
export function problemsWith(changes: Changes, environment?: Environment): Problem[] {
  const changed = deploymentWith(changes, environment);
  const estate = deployments.map((each) => (each.environment === changed.environment ? changed : each));
  return validate([changed], estate).filter(({ deployment }) => deployment === changed.name);
}

/** The one problem of a deployment in which only `field` was changed: it must name that field and that value. */
export function refusal(field: string, value: unknown, environment?: Environment): Problem {
  const problems = problemsWith({ [field]: value }, environment);
  expect(problems.map((problem) => ({ field: problem.field, value: problem.value }))).toEqual([{ field, value }]);
  return problems[0]!;
}

/** Expects that the value can stand in that field. */
export function expectAccepted(field: string, value: unknown, environment?: Environment): void {
  expect(problemsWith({ [field]: value }, environment)).toEqual([]);
}

function setAt(target: object, path: readonly string[], value: unknown): void {
  const parent = path.slice(0, -1).reduce((node, key) => {
    const next: unknown = (node as Record<string, unknown>)[key];
    if (typeof next !== "object" || next === null) throw new Error(`The configuration has no ${path.join(".")}`);
    return next;
  }, target) as Record<string, unknown>;
  if (value === undefined) delete parent[path.at(-1)!];
  else parent[path.at(-1)!] = value;
}
