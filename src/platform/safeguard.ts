import type { TerraformResourceLifecycle } from "cdktf";

/** A safe default that may be relaxed only with a written reason; the reason reaches the audit report. */
export type Safeguard = { readonly kept: true } | { readonly kept: false; readonly reason: string };

/**
 * The Terraform side of a stateful resource's protection. Together with deletion protection in AWS, final snapshots and
 * the gate on the plan it stands between a careless apply and lost data; alone it does not protect a block that vanishes.
 */
export function lifecycleOf(protection: Safeguard): TerraformResourceLifecycle | undefined {
  return protection.kept ? { preventDestroy: true } : undefined;
}
