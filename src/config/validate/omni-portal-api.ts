import type { OmniPortalApiConfig } from "../omni-portal";
import type { Findings } from "./findings";
import { checkEndpoint, checkService } from "./services";

/** The service: a size that Fargate offers, room to scale, and a way to deploy that the environment deserves. */
export function checkOmniPortalApi(api: OmniPortalApiConfig, findings: Findings): void {
  checkService("api", api, findings);
  checkEndpoint("api", api, findings);
  for (const measure of ["cpuPercent", "memoryPercent"] as const) {
    findings.wholeNumber(
      `api.scaleAt.${measure}`,
      api.scaleAt[measure],
      { min: 10, max: 95 },
      "Set 70 for CPU, 80 for memory.",
    );
  }
  findings.require(api.tasks.max > api.tasks.min, "api.tasks", api.tasks, {
    allowed: "max above min, so that the service scales",
    fix: "Raise max.",
  });
  const stickiness = { min: 1, max: 604_800 };
  findings.wholeNumber("api.stickinessSeconds", api.stickinessSeconds, stickiness, "Set 86400, a day.");
  findings.require(api.capacity === "on-demand" || !findings.inProduction, "api.capacity", api.capacity, {
    allowed: "on-demand in production",
    fix: "Set on-demand: AWS ends spot tasks when it needs them itself.",
  });
  checkDeployments(api.deployments, findings);
}

function checkDeployments(deployments: OmniPortalApiConfig["deployments"], findings: Findings): void {
  const field = "api.deployments";
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
