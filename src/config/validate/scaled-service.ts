import type { ServiceDeploymentsConfig } from "../service-deployments";
import type { ServiceConfig, WebServiceConfig } from "../services";
import type { Findings } from "./findings";
import { checkEndpoint, checkService } from "./services";

/** A service whose tasks follow its load. */
type ScaledService = ServiceConfig &
  Pick<WebServiceConfig, "port" | "healthPath"> & {
    readonly scaleAt: { readonly cpuPercent: number; readonly memoryPercent: number };
  };

/** A size that Fargate offers, a health check that can answer, and room to scale. @param field path of the settings */
export function checkScaledService(field: string, service: ScaledService, findings: Findings): void {
  checkService(field, service, findings);
  checkEndpoint(field, service, findings);
  for (const measure of ["cpuPercent", "memoryPercent"] as const) {
    const percent = { min: 10, max: 95 };
    findings.wholeNumber(
      `${field}.scaleAt.${measure}`,
      service.scaleAt[measure],
      percent,
      "Set 70 for CPU, 80 for memory.",
    );
  }
  findings.require(service.tasks.max > service.tasks.min, `${field}.tasks`, service.tasks, {
    allowed: "max above min, so that the service scales",
    fix: "Raise max.",
  });
}

/** Every way undoes itself; in production none replaces what runs before the new has proved itself. @param field path of the settings */
export function checkServiceDeployments(
  field: string,
  deployments: ServiceDeploymentsConfig,
  findings: Findings,
): void {
  if (deployments.strategy === "rolling") {
    findings.require(!findings.inProduction, `${field}.strategy`, deployments.strategy, {
      allowed: "blue-green or canary in production",
      fix: "Set blue-green: the old tasks stay until the new ones have proved themselves.",
    });
    return;
  }
  const kept = { min: 1, max: 2880 };
  findings.wholeNumber(`${field}.keepOldMinutes`, deployments.keepOldMinutes, kept, "Set 60.");
  if (deployments.strategy !== "canary") return;
  findings.wholeNumber(`${field}.percent`, deployments.percent, { min: 1, max: 99 }, "Set 10, as documented.");
  const watched = { min: 1, max: 1440 };
  findings.wholeNumber(`${field}.minutes`, deployments.minutes, watched, "Set 15: longer than the alarms need.");
}
