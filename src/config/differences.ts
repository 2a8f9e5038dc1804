import type { Difference } from "./difference";
import type { EstateDeployment } from "./estate";
import { itrackDifferences } from "./itrack-differences";
import { omniPortalDifferences } from "./omni-portal-differences";
import { omnirapeuticDifferences } from "./omnirapeutic-differences";

/** What differs on purpose between the environments of each system. */
export const differences: Readonly<Record<EstateDeployment["system"], readonly Difference[]>> = {
  omnirapeutic: omnirapeuticDifferences,
  "omni-portal": omniPortalDifferences,
  itrack: itrackDifferences,
};
