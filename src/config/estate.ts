import type { Deployment } from "./deployment";
import type { ITrackConfig } from "./itrack";
import type { OmniPortalConfig } from "./omni-portal";
import type { OmnirapeuticConfig } from "./omnirapeutic";

export type OmnirapeuticDeployment = Deployment<OmnirapeuticConfig, "omnirapeutic">;
export type ITrackDeployment = Deployment<ITrackConfig, "itrack">;
export type OmniPortalDeployment = Deployment<OmniPortalConfig, "omni-portal">;

/** A deployment of any system; `system` tells which. */
export type EstateDeployment = OmnirapeuticDeployment | OmniPortalDeployment | ITrackDeployment;
