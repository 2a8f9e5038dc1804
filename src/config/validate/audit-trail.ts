import type { AuditTrailConfig } from "../audit-trail";
import type { Deployment } from "../deployment";
import type { Problem } from "../problem";
import { suggest } from "../suggest";
import type { Findings } from "./findings";
import { checkTrailLock } from "./retention";

/** A deployment as far as it is read here; its configuration may be broken, which its shape reports. */
type Deployed = Deployment<{ readonly trail?: AuditTrailConfig } | undefined>;

/** A trail of its own keeps its files in production. */
export function checkAuditTrail(trail: AuditTrailConfig, findings: Findings): void {
  if (trail.own) checkTrailLock("trail.lock", trail.lock, findings);
}

/** Whoever has no trail names a deployment of the same account and region that has one: nothing stays unrecorded. 164.312(b) */
export function checkTrailsTogether(deployments: readonly Deployed[]): Problem[] {
  return deployments.flatMap((deployment) => {
    const trail = deployment.config?.trail;
    if (trail?.own !== false) return [];
    const here = deployments
      .filter(({ account, config }) => account === deployment.account && config?.trail?.own === true)
      .map(({ name }) => name);
    if (here.includes(trail.coveredBy)) return [];
    const meant = suggest(trail.coveredBy, here) ?? here[0];
    return [
      {
        deployment: deployment.name,
        field: "trail.coveredBy",
        value: trail.coveredBy,
        allowed: `a deployment with a trail of its own in account ${deployment.account}: ${here.join(", ") || "none yet"}`,
        fix: meant ? `Write ${meant}.` : "Give one deployment of the account a trail: trail: { own: true, … }.",
      },
    ];
  });
}
