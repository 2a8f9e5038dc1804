import type { RecoveryConfig } from "../../../config/recovery";
import type { Ungrouped } from "./grouping";

/** Backups apart from the database, their copies, and secrets that change by themselves. 164.308(a)(7)(ii) */
export function recoveryChecks(
  recovery: Pick<RecoveryConfig, "backups"> & Partial<RecoveryConfig>,
  prefix: string,
): readonly Ungrouped[] {
  const { backups, rotation } = recovery;
  const { daily, weekly } = backups.retentionDays;
  const vaults = { type: "aws_backup_vault", where: { name: prefix } };
  const plan = { type: "aws_backup_plan", where: { name: prefix } };
  const locked = backups.lock.mode !== "none";
  return [
    {
      id: "backup-vaults",
      title: backups.copy.copied ? `Backup vaults here and in ${backups.copy.region}` : "Backup vault",
      of: vaults,
      demand: { count: backups.copy.copied ? 2 : 1 },
    },
    {
      id: "backup-plan",
      title: `Backups are kept ${daily} days (daily) and ${weekly} days (weekly)`,
      of: plan,
      demand: { fact: "rules", is: [`daily ${daily}`, `weekly ${weekly}`] },
    },
    {
      id: "backup-copies",
      title: backups.copy.copied ? `Backups are copied to ${backups.copy.region}` : "Backups are not copied",
      of: plan,
      demand: { fact: "copies_to", is: backups.copy.copied ? [backups.copy.region] : [] },
    },
    {
      id: "backup-lock",
      title: locked ? "Backup vaults are locked" : "Backup vaults are not locked",
      of: vaults,
      demand: { fact: "locked", is: locked },
    },
    {
      id: "restore-tests",
      title: backups.restoreTests.tested ? "Restores are tested every month" : "Restores are not tested",
      of: { type: "aws_backup_restore_testing_plan" },
      demand: { count: backups.restoreTests.tested ? 1 : 0 },
    },
    ...(rotation?.automatic
      ? [
          {
            id: "database-user-rotation",
            title: `Password of the application's database user changes every ${rotation.everyDays} days`,
            of: { type: "aws_secretsmanager_secret_rotation" },
            demand: { fact: "automatically_after_days", is: rotation.everyDays },
          },
        ]
      : []),
  ];
}
