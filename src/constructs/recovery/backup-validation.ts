import type { BackupProps } from "./backup";
import { isTestable, type ProtectedDatabase, type ProtectedTable } from "./protected-resource";

/** Days that AWS keeps in cold storage what it has moved there. */
const LEAST_COLD_DAYS = 90;

/** @throws Error for what AWS Backup would refuse at apply or do in vain, or a HIPAA rule would find later */
export function requireValidBackup(path: string, props: BackupProps): void {
  const { resources, retentionDays, restoreTestSchedule } = props;
  const { daily, weekly } = retentionDays;
  if (Object.keys(resources).length === 0) {
    throw new Error(`[${path}] resources is empty; allowed are 1 and more. Name what is to be backed up.`);
  }
  if (restoreTestSchedule !== undefined && Object.keys(testableOf(resources)).length === 0) {
    throw new Error(
      `[${path}] restoreTestSchedule is "${restoreTestSchedule}", yet resources has no database or table; only those are tested. Leave it out.`,
    );
  }
  if (daily < 35) {
    throw new Error(
      `[${path}] retentionDays.daily is ${daily}; allowed are 35 and more. Set 35, as the HIPAA rules ask.`,
    );
  }
  if (weekly <= daily) {
    throw new Error(`[${path}] retentionDays.weekly is ${weekly}; allowed are more than the daily ${daily}. Set 365.`);
  }
  if (props.coldAfterDays) requireCold(path, props.coldAfterDays.weekly, props);
}

function requireCold(path: string, cold: number, { resources, retentionDays }: BackupProps): void {
  const most = retentionDays.weekly - LEAST_COLD_DAYS;
  if (!Object.values(resources).some(({ type }) => type === "DynamoDB")) {
    throw new Error(
      `[${path}] coldAfterDays.weekly is ${cold}, yet resources has no table; only those have cold storage. Leave it out.`,
    );
  }
  if (!Number.isInteger(cold) || cold < 1 || cold > most) {
    throw new Error(
      `[${path}] coldAfterDays.weekly is ${cold}; allowed are whole days from 1 to ${most}: what is cold stays for ` +
        `${LEAST_COLD_DAYS} days, and retentionDays.weekly is ${retentionDays.weekly}. Set less, or keep the recovery points longer.`,
    );
  }
}

/** What a test restores, by name. */
export function testableOf(
  resources: BackupProps["resources"],
): Readonly<Record<string, ProtectedDatabase | ProtectedTable>> {
  return Object.fromEntries(
    Object.entries(resources).filter((named): named is [string, ProtectedDatabase | ProtectedTable] =>
      isTestable(named[1]),
    ),
  );
}
