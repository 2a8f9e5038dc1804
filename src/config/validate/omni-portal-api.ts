import type { OmniPortalApiConfig } from "../omni-portal";
import type { Findings } from "./findings";
import { checkScaledService, checkServiceDeployments } from "./scaled-service";

/** The service: a size that Fargate offers, room to scale, and a way to deploy that the environment deserves. */
export function checkOmniPortalApi(api: OmniPortalApiConfig, findings: Findings): void {
  checkScaledService("api", api, findings);
  const stickiness = { min: 1, max: 604_800 };
  findings.wholeNumber("api.stickinessSeconds", api.stickinessSeconds, stickiness, "Set 86400, a day.");
  findings.require(api.capacity === "on-demand" || !findings.inProduction, "api.capacity", api.capacity, {
    allowed: "on-demand in production",
    fix: "Set on-demand: AWS ends spot tasks when it needs them itself.",
  });
  checkServiceDeployments("api.deployments", api.deployments, findings);
}
