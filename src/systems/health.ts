import type { EstateDeployment } from "../config";

/** A public address that answers 200 while what is behind it is healthy. */
export interface HealthAddress {
  /** The output that holds its beginning, such as `https://api.example`. */
  readonly output: string;
  readonly path: string;
}

/** The public health addresses of a deployment. */
export function healthAddressesOf(deployment: EstateDeployment): readonly HealthAddress[] {
  switch (deployment.system) {
    case "omnirapeutic":
      return [{ output: "api_base_url", path: deployment.config.services.api.healthPath }];
    case "omni-portal":
      return [{ output: "api_base_url", path: deployment.config.api.healthPath }];
    case "itrack":
      return [
        { output: "api_base_url", path: "/health" },
        { output: "services_base_url", path: deployment.config.services.backend.healthPath },
        { output: "services_base_url", path: deployment.config.services.frontend.healthPath },
      ];
  }
}
