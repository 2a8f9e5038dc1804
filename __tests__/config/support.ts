import { deployments, findDeployment, validate } from "../../src/config";
import type {
  Environment,
  EstateDeployment,
  ITrackDeployment,
  OmniPortalDeployment,
  OmnirapeuticDeployment,
  Problem,
} from "../../src/config";

import type { ITrackEnvironment } from "../../src/config/itrack";

const ownFields = ["name", "system", "environment", "account", "region", "backend"];

/** What a test changes: field paths as problems name them, and the value there; `undefined` removes the field. */
export type Changes = Readonly<Record<string, unknown>>;

/** The committed deployment of that environment with some fields changed. */
export function deploymentWith(changes: Changes, environment: Environment = "production"): OmnirapeuticDeployment {
  return withChanges(findDeployment(`omnirapeutic-${environment}`), changes);
}

/** The problems of the changed deployment; the committed ones have none. */
export function problemsWith(changes: Changes, environment: Environment = "production"): Problem[] {
  return problemsIn(`omnirapeutic-${environment}`, deploymentWith(changes, environment));
}

/** The one problem of a deployment in which only `field` was changed: it must name that field and that value. */
export function refusal(field: string, value: unknown, environment?: Environment): Problem {
  return onlyProblem(field, value, problemsWith({ [field]: value }, environment));
}

/** Expects that the value can stand in that field. */
export function expectAccepted(field: string, value: unknown, environment?: Environment): void {
  expect(problemsWith({ [field]: value }, environment)).toEqual([]);
}

/** The same for OmniPortal. */
export const omniPortalWith = (changes: Changes, environment: Environment = "production"): OmniPortalDeployment =>
  withChanges(findDeployment(`omni-portal-${environment}`), changes);

export const omniPortalProblems = (changes: Changes, environment: Environment = "production"): Problem[] =>
  problemsIn(`omni-portal-${environment}`, omniPortalWith(changes, environment));

export const omniPortalRefusal = (field: string, value: unknown, environment?: Environment): Problem =>
  onlyProblem(field, value, omniPortalProblems({ [field]: value }, environment));

/** The same for iTrack. */
export const itrackWith = (changes: Changes, environment: ITrackEnvironment = "production"): ITrackDeployment =>
  withChanges(findDeployment(`itrack-${environment}`), changes);

export const itrackProblems = (changes: Changes, environment: ITrackEnvironment = "production"): Problem[] =>
  problemsIn(`itrack-${environment}`, itrackWith(changes, environment));

export const itrackRefusal = (field: string, value: unknown, environment?: ITrackEnvironment): Problem =>
  onlyProblem(field, value, itrackProblems({ [field]: value }, environment));

function withChanges<D extends EstateDeployment>(committed: D, changes: Changes): D {
  const deployment = structuredClone(committed);
  for (const [field, value] of Object.entries(changes)) {
    const path = field.split(/[.[\]]+/).filter(Boolean);
    setAt(ownFields.includes(path[0]!) ? deployment : deployment.config, path, value);
  }
  return deployment;
}

/** @param committed name of the deployment that `changed` takes the place of */
function problemsIn(committed: string, changed: EstateDeployment): Problem[] {
  const estate = deployments.map((each) => (each.name === committed ? changed : each));
  return validate([changed], estate).filter(({ deployment }) => deployment === changed.name);
}

function onlyProblem(field: string, value: unknown, problems: readonly Problem[]): Problem {
  expect(problems.map((problem) => ({ field: problem.field, value: problem.value }))).toEqual([{ field, value }]);
  return problems[0]!;
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
