import { BackupVault as AwsBackupVault } from "@cdktf/provider-aws/lib/backup-vault";
import { BackupVaultLockConfiguration } from "@cdktf/provider-aws/lib/backup-vault-lock-configuration";
import { BackupVaultPolicy } from "@cdktf/provider-aws/lib/backup-vault-policy";
import { TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { policyDocument } from "../../platform/policy-document";
import { lifecycleOf, type Safeguard } from "../../platform/safeguard";
import { SystemStack } from "../../platform/system-stack";
import { classify } from "../../platform/tags";

/**
 * Governance: whoever has the IAM permission may take the lock off again. Compliance: after `changeableForDays` (3-36500)
 * nobody can, AWS and the account's root included, and the vault goes only when its last recovery point has expired.
 */
export type VaultLock =
  | { readonly mode: "compliance"; readonly changeableForDays: number }
  | { readonly mode: "governance"; readonly reason: string }
  | { readonly mode: "none"; readonly reason: string };

export interface BackupVaultProps {
  /** 2-50 letters, digits and `-_`, such as `omnirapeutic-production`. */
  readonly name: string;
  /** CMK in the vault's region. */
  readonly keyArn: string;
  /** @default the stack's region */
  readonly region?: string;
  readonly lock: VaultLock;
  /** Days of the shortest and the longest retention that a lock lets in. */
  readonly lockedRetentionDays: { readonly min: number; readonly max: number };
  /** Kept: Terraform refuses to destroy the vault. Relaxed: destroying it deletes its recovery points. */
  readonly protection: Safeguard;
}

/** Where recovery points lie: encrypted, and nobody deletes one by hand or shortens its life. @stateful */
export class BackupVault extends Construct {
  readonly vaultName: string;
  readonly vaultArn: string;

  /** @throws Error when the name is refused by AWS, or a compliance lock leaves less than 3 days to think again */
  constructor(scope: Construct, id: string, props: BackupVaultProps) {
    super(scope, id);
    requireValid(this, props);
    const stack = SystemStack.of(this);
    const provider = stack.providerIn(props.region ?? stack.settings.region);
    const vault = new AwsBackupVault(this, "Resource", {
      provider,
      name: props.name,
      kmsKeyArn: props.keyArn, // 164.312(a)(2)(iv)
      forceDestroy: !props.protection.kept,
      lifecycle: lifecycleOf(props.protection),
    });
    classify(vault, "phi");
    // The policy forbids its own replacement in place, deleting it is another action: a new text comes by delete and create.
    // CDKTF's own class of it runs `terraform version` at synthesis.
    const text = new TerraformResource(this, "policy_text", { terraformResourceType: "terraform_data" });
    text.addOverride("input", { policy: DENY_MANUAL_DELETION });
    new BackupVaultPolicy(this, "policy", {
      provider,
      backupVaultName: vault.name,
      policy: DENY_MANUAL_DELETION,
      lifecycle: { replaceTriggeredBy: [`${text.terraformResourceType}.${text.friendlyUniqueId}`] },
    });
    if (props.lock.mode !== "none") {
      new BackupVaultLockConfiguration(this, "lock", {
        provider,
        backupVaultName: vault.name,
        minRetentionDays: props.lockedRetentionDays.min,
        maxRetentionDays: props.lockedRetentionDays.max,
        ...(props.lock.mode === "compliance" && { changeableForDays: props.lock.changeableForDays }),
      });
    }
    this.vaultName = vault.name;
    this.vaultArn = vault.arn;
  }
}

/** What the HIPAA rule BACKUP_RECOVERY_POINT_MANUAL_DELETION_DISABLED looks for; expiry by retention is no deletion. 164.310(d)(2)(iv) */
const DENY_MANUAL_DELETION = policyDocument([
  {
    sid: "NobodyDeletesRecoveryPoints",
    effect: "Deny",
    principals: { aws: ["*"] },
    actions: ["backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle", "backup:PutBackupVaultAccessPolicy"],
    resources: ["*"],
  },
]);

function requireValid(vault: BackupVault, { name, lock }: BackupVaultProps): void {
  const path = vault.node.path;
  if (!/^[\w-]{2,50}$/.test(name)) {
    throw new Error(`[${path}] name is "${name}"; allowed are 2-50 letters, digits and -_. Shorten or change it.`);
  }
  if (lock.mode === "compliance" && !(lock.changeableForDays >= 3 && lock.changeableForDays <= 36500)) {
    throw new Error(
      `[${path}] lock.changeableForDays is ${lock.changeableForDays}; allowed are 3-36500. Leave time to take it back.`,
    );
  }
}
