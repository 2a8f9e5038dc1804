import type { Safeguard } from "./environment";

/**
 * The CloudTrail trail. AWS allows five an account and region, and one that covers all regions sees every deployment: a
 * deployment has its own, or names another one's of the same account.
 */
export type AuditTrailConfig =
  | {
      readonly own: true;
      /** Kept: while the deployment is protected, nobody deletes a log file before its time. A later change replaces the bucket. */
      readonly lock: Safeguard; // 164.312(c)(1)
    }
  | { readonly own: false; readonly coveredBy: string };
