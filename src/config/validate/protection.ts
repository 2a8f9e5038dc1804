import type { SystemConfig } from "../system";
import type { Findings } from "./findings";

/** Data may be destroyed only where a reason says so, and never in production. 164.312(c)(1) */
export function checkProtection({ allowDestroy }: SystemConfig["protection"], findings: Findings): void {
  findings.require(allowDestroy.kept || !findings.inProduction, "protection.allowDestroy", allowDestroy, {
    allowed: "{ kept: true } in production",
    fix: "Keep the safeguard: deletion protection, final snapshot and prevent_destroy guard patient data.",
  });
  if (!allowDestroy.kept) findings.reason("protection.allowDestroy.reason", allowDestroy.reason);
}
