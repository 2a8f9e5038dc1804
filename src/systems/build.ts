import type { EstateDeployment } from "../config";
import type { SystemStack } from "../platform/system-stack";
import { buildITrack } from "./itrack";
import { buildOmniPortal } from "./omni-portal";
import { buildOmnirapeutic } from "./omnirapeutic";

/** Puts into the stack what the deployment's system consists of. */
export function build(stack: SystemStack, deployment: EstateDeployment): void {
  switch (deployment.system) {
    case "omnirapeutic":
      return buildOmnirapeutic(stack, deployment.config);
    case "omni-portal":
      return buildOmniPortal(stack, deployment.config);
    case "itrack":
      return buildITrack(stack, deployment.config);
  }
}
