import type { Safeguard } from "./environment";

/**
 * What an AWS account has once: recorder and rules of AWS Config, GuardDuty, Security Hub, access analyzer, password policy,
 * and what holds for all its buckets and volumes. Exactly one deployment of an account owns them; the others name it.
 */
export type AccountServices = OwnedAccountServices | { readonly owned: false; readonly ownedBy: string };

/** Settings of the deployment that owns them. */
export interface OwnedAccountServices {
  readonly owned: true;
  /** `existing` where the account has the role AWSServiceRoleForConfig already: AWS refuses to create it twice. */
  readonly configRole: "create" | "existing";
  /** VPCs of other deployments and teams in the account that may have an internet gateway, such as `vpc-0a1b2c3d`. */
  readonly otherVpcIds: readonly string[];
  /** Kept: Security Hub with AWS Foundational Security Best Practices is on. */
  readonly securityHub: Safeguard;
}
