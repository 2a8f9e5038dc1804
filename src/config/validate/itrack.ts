import type { ITrackApiConfig, ITrackConfig } from "../itrack";
import type { NetworkConfig } from "../network";
import { checkEdge } from "./edge";
import type { Findings } from "./findings";
import { checkRegionalCopy } from "./regional-copy";
import { checkScaledService, checkServiceDeployments } from "./scaled-service";

/** API Gateway allows an account 10000 requests a second, and 5000 at once. */
export function checkITrackApi({ domain, throttling: { rate, burst } }: ITrackApiConfig, findings: Findings): void {
  checkEdge(domain, findings, "api.domain");
  findings.wholeNumber(
    "api.throttling.rate",
    rate,
    { min: 1, max: 10_000 },
    "Set what a load test showed, such as 500.",
  );
  const fix = "Set twice the rate: a page may ask for several things at once.";
  findings.wholeNumber("api.throttling.burst", burst, { min: rate, max: 5_000 }, fix);
}

/** The two services, of which the backend takes over in a documented way. */
export function checkITrackServices({ backend, frontend }: ITrackConfig["services"], findings: Findings): void {
  checkScaledService("services.backend", backend, findings);
  checkServiceDeployments("services.backend.deployments", backend.deployments, findings);
  checkScaledService("services.frontend", frontend, findings);
}

/** The function behind the API has no way to the internet: it reaches its table and the traces by endpoints alone. */
export function checkHandlerEndpoints(
  { gatewayEndpoints, interfaceEndpoints: { services } }: NetworkConfig,
  findings: Findings,
): void {
  findings.require(gatewayEndpoints.includes("dynamodb"), "network.gatewayEndpoints", gatewayEndpoints, {
    allowed: "a list with dynamodb, by which the function reaches its table",
    fix: "Add dynamodb: the endpoint costs nothing.",
  });
  findings.require(services.includes("xray"), "network.interfaceEndpoints.services", services, {
    allowed: "a list with xray, to which the function sends its traces",
    fix: "Add xray.",
  });
}

/** A name that DynamoDB takes; the copy is checked as every other one. */
export function checkItems({ tableName, replica }: ITrackConfig["items"], findings: Findings): void {
  findings.matches("items.tableName", tableName, /^[\w.-]{3,255}$/, {
    allowed: "3-255 letters, digits and _.-",
    fix: "Write it like itrack-items.",
  });
  checkRegionalCopy("items.replica", replica, findings);
}
