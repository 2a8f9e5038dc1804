import type { EstateDeployment } from "../../config";

/** What a backend, and the key of the secrets that people make, are derived from. */
export type BackendOwner = Pick<
  EstateDeployment,
  "system" | "environment" | "account" | "region" | "backend" | "config"
>;
