import type { BackendConfig } from "../../config";

/** Whose state it is, and where it is kept. */
export interface StateOwner {
  readonly account: string;
  readonly backend: BackendConfig;
}
