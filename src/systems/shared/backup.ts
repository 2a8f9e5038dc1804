import type { RecoveryConfig } from "../../config/recovery";
import type { SystemConfig } from "../../config/system";
import type { AlarmTopic } from "../../constructs/observability/alarm-topic";
import { Backup, type BackupProps } from "../../constructs/recovery/backup";
import type { SystemStack } from "../../platform/system-stack";

/** On the first Sunday of every month, after the weekly backup of the week before. */
const RESTORE_TEST_SCHEDULE = "cron(0 10 ? * SUN#1 *)";

export interface SystemBackupProps extends Pick<BackupProps, "name" | "resources" | "keyArn"> {
  /** Alias of the key of copies in another region. */
  readonly copyKeyAlias: string;
  readonly alarms: AlarmTopic;
}

/** Recovery points apart from what they save, as configured: kept, locked, copied, and restored for a test. */
export function buildBackup(
  stack: SystemStack,
  { keys, protection, recovery: { backups } }: SystemConfig & { readonly recovery: Pick<RecoveryConfig, "backups"> },
  { copyKeyAlias, alarms, ...of }: SystemBackupProps,
): Backup {
  const { retentionDays, weeklyColdAfterDays, lock, copy, restoreTests } = backups;
  const backup = new Backup(stack, "backup", {
    ...of,
    retentionDays,
    ...(weeklyColdAfterDays !== undefined && { coldAfterDays: { weekly: weeklyColdAfterDays } }),
    lock,
    ...(copy.copied && { copy: { region: copy.region, key: { aliasName: copyKeyAlias, ...keys } } }),
    ...(restoreTests.tested && { restoreTestSchedule: RESTORE_TEST_SCHEDULE }),
    protection: protection.allowDestroy,
  });
  backup.watch(alarms);
  return backup;
}
