import type { Affected } from "./compare";

/** A line a deployment, and why all count as changed where they do. */
export function renderAffected({ ref, commit, deployments, pinned }: Affected): string {
  const width = Math.max(0, ...deployments.map(({ fate }) => fate.length));
  const count = deployments.filter(({ fate }) => fate !== "unchanged").length;
  const reason = pinned.length > 0 ? `: all, for other ${pinned.join(", ")}` : "";
  return [
    ...deployments.map(({ deployment, fate }) => `${fate.padEnd(width)}  ${deployment}`),
    `${count} of ${deployments.length} affected since ${ref} (${commit.slice(0, 12)})${reason}`,
  ].join("\n");
}
