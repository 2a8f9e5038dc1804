import { BackupPlan, type BackupPlanRule, type BackupPlanRuleLifecycle } from "@cdktf/provider-aws/lib/backup-plan";
import { BackupSelection } from "@cdktf/provider-aws/lib/backup-selection";
import { Construct } from "constructs";
import type { Safeguard } from "../../platform/safeguard";
import type { AlarmTopic } from "../observability/alarm-topic";
import { EncryptionKey, type EncryptionKeyProps } from "../security/encryption-key";
import { through } from "../security/key-policy";
import { BackupAlerts } from "./backup-alerts";
import { BackupRole } from "./backup-role";
import { requireValidBackup, testableOf } from "./backup-validation";
import { BackupVault, type VaultLock } from "./backup-vault";
import { isDatabase, type ProtectedResource } from "./protected-resource";
import { RestoreTest } from "./restore-test";

/** A second vault in another region, with a key of its own, to which every recovery point is copied. */
export interface RegionalCopy {
  readonly region: string;
  readonly key: Pick<EncryptionKeyProps, "aliasName" | "rotationPeriodDays" | "deletionWindowDays">;
}

export interface BackupProps {
  /** Of vault and plan, such as `omnirapeutic-production`. */
  readonly name: string;
  /** What is backed up, by the name that ends its selection's name and address: lower-case letters, digits and `_`. */
  readonly resources: Readonly<Record<string, ProtectedResource>>;
  /** CMK of the vault, and so of what is in it; but AWS keeps the recovery points of a database under the key of the database. */
  readonly keyArn: string;
  /** Days that the daily (from 35) and the weekly recovery points (from the daily ones' on) are kept. */
  readonly retentionDays: { readonly daily: number; readonly weekly: number };
  /**
   * Days after which recovery points of tables go to cold storage, which costs about a third and takes hours more to restore from. They stay
   * there for at least 90 days: 1 and more, and 90 below `retentionDays`. Databases and buckets have no cold storage: AWS
   * Backup keeps theirs warm, by the same rule. @default they stay warm
   *
   * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/plan-options-and-configuration.html#backup-lifecycle
   */
  readonly coldAfterDays?: { readonly weekly: number };
  readonly lock: VaultLock;
  /** @default recovery points stay in the stack's region */
  readonly copy?: RegionalCopy;
  /** When restores of the databases and tables are tested, as an AWS Backup cron expression in UTC. @default never */
  readonly restoreTestSchedule?: string;
  readonly protection: Safeguard;
}

/**
 * Recovery points of databases, tables and buckets apart from them: daily and weekly, in a vault that nobody empties by hand,
 * by wish copied to another region; those of databases and tables by wish restored for a test. 164.308(a)(7)(ii)(A) @stateful
 */
export class Backup extends Construct {
  readonly vault: BackupVault;
  private readonly name: string;

  /**
   * @throws Error when nothing is backed up, nothing is there to be restored for a test or to grow cold, daily recovery points
   * are kept less than 35 days, or weekly ones no longer than daily ones, or than cold storage demands
   */
  constructor(scope: Construct, id: string, props: BackupProps) {
    super(scope, id);
    requireValidBackup(this.node.path, props);
    this.name = props.name;
    this.vault = this.createVault("vault", props, { keyArn: props.keyArn });
    const copyArn = props.copy && this.createCopyVault(props, props.copy).vaultArn;
    const { retentionDays, coldAfterDays } = props;
    const weekly = { coldStorageAfter: coldAfterDays?.weekly, deleteAfter: retentionDays.weekly };
    const plan = new BackupPlan(this, "Resource", {
      name: props.name,
      rule: [
        rule("daily", "cron(0 5 ? * * *)", { deleteAfter: retentionDays.daily }, this.vault, copyArn),
        rule("weekly", "cron(0 7 ? * SUN *)", weekly, this.vault, copyArn),
      ],
    });
    const role = new BackupRole(this, "role", {
      name: `${props.name}-backup`,
      description: `Backs up ${props.name} and copies its recovery points`,
      may: "Backup",
      buckets: Object.values(props.resources).some(({ type }) => type === "S3"),
    });
    for (const [what, { arn }] of Object.entries(props.resources)) {
      new BackupSelection(this, what, {
        name: `${props.name}-${what}`,
        planId: plan.id,
        iamRoleArn: role.roleArn,
        resources: [arn],
      });
    }
    if (props.restoreTestSchedule !== undefined) {
      const { name, resources, restoreTestSchedule: schedule } = props;
      new RestoreTest(this, "restore_test", { name, resources: testableOf(resources), schedule, vault: this.vault });
    }
  }

  /** Tells the topic of backups, copies and restores that failed. */
  watch(topic: AlarmTopic): void {
    const { vaultArn, vaultName } = this.vault;
    new BackupAlerts(this, "alerts", { name: this.name, vaultArn, vaultName, topic });
  }

  private createCopyVault(props: BackupProps, { region, key }: RegionalCopy): BackupVault {
    const { keyArn } = new EncryptionKey(this, "copy_key", {
      ...key,
      region,
      description: `Copies of the recovery points of ${props.name}`,
      uses: [through("backup"), ...(Object.values(props.resources).some(isDatabase) ? [through("rds")] : [])],
      protection: props.protection,
    });
    return this.createVault("copy", props, { keyArn, region });
  }

  private createVault(id: string, props: BackupProps, at: { keyArn: string; region?: string }): BackupVault {
    const { daily: min, weekly: max } = props.retentionDays;
    const { name, lock, protection } = props;
    return new BackupVault(this, id, { name, lock, protection, lockedRetentionDays: { min, max }, ...at });
  }
}

/** No continuous backup: it would take a database's own retention over. */
function rule(
  ruleName: string,
  schedule: string,
  lifecycle: BackupPlanRuleLifecycle, // 164.316(b)(2)(i)
  { vaultName }: BackupVault,
  copyArn: string | undefined,
): BackupPlanRule {
  return {
    ruleName,
    targetVaultName: vaultName,
    schedule,
    scheduleExpressionTimezone: "Etc/UTC",
    startWindow: 60,
    completionWindow: 480,
    lifecycle,
    ...(copyArn !== undefined && { copyAction: [{ destinationVaultArn: copyArn, lifecycle }] }),
  };
}
