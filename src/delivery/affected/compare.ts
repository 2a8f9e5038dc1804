/** What became of a deployment's synthesized JSON. */
export type Fate = "added" | "changed" | "removed" | "unchanged";

export interface ComparedDeployment {
  readonly deployment: string;
  readonly fate: Fate;
}

/** Which deployments a change affects. */
export interface Affected {
  readonly ref: string;
  /** The commit that `ref` names. */
  readonly commit: string;
  readonly deployments: readonly ComparedDeployment[];
  /** Locks of packages and providers that differ from the commit's: every deployment counts as changed, and removed ones are not told. */
  readonly pinned: readonly string[];
}

/** SHA-256 of each deployment's `cdk.tf.json`, by name. */
export type Digests = ReadonlyMap<string, string>;

/** Every deployment of either side: those of `after` in their order, then what is no more. Pure. */
export function compare(before: Digests, after: Digests): readonly ComparedDeployment[] {
  const removed = [...before.keys()].filter((name) => !after.has(name)).sort();
  return [
    ...[...after].map(([deployment, digest]) => ({ deployment, fate: fateOf(before.get(deployment), digest) })),
    ...removed.map((deployment) => ({ deployment, fate: "removed" as const })),
  ];
}

function fateOf(before: string | undefined, after: string): Fate {
  if (before === undefined) return "added";
  return before === after ? "unchanged" : "changed";
}

/** Names of the deployments that a plan must look at: a removed one has no JSON any more to plan. */
export function toPlan({ deployments }: Affected): readonly string[] {
  return deployments.filter(({ fate }) => fate === "added" || fate === "changed").map(({ deployment }) => deployment);
}
