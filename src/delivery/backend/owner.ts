import type { BackendConfig, Deployment } from "../../config";

/** What a backend is derived from. */
export type BackendOwner = Pick<Deployment<unknown>, "system" | "account"> & { readonly backend: BackendConfig };
