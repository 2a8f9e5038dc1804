import type { EstateDeployment } from "../../config";

/** GitHub's limit for the jobs of one matrix. */
export const mostJobs = 256;

/** One job of a CI matrix: everything that it must know of a deployment before it checks anything out. */
export interface MatrixEntry {
  readonly deployment: string;
  readonly system: string;
  readonly environment: string;
  readonly account: string;
  readonly region: string;
}

/** What GitHub Actions takes as `strategy.matrix`: a key besides `include` would be a dimension of its own. */
export interface Matrix {
  readonly include: readonly MatrixEntry[];
}

/** The matrix over the named deployments, those left out that the configuration does not know. Pure. */
export function matrixOf(names: readonly string[], known: readonly EstateDeployment[]): Matrix {
  const byName = new Map(known.map((deployment) => [deployment.name, deployment]));
  return {
    include: names
      .map((name) => byName.get(name))
      .filter((deployment) => deployment !== undefined)
      .map(({ name, system, environment, account, region }) => ({
        deployment: name,
        system,
        environment,
        account,
        region,
      })),
  };
}
