import type { OmniPortalConfig } from "../../config";
import { Backup } from "../../constructs/recovery/backup";
import type { SystemStack } from "../../platform/system-stack";
import type { Database } from "./database";
import type { Surroundings } from "./surroundings";

/** On the first Sunday of every month, after the weekly backup of the week before. */
const RESTORE_TEST_SCHEDULE = "cron(0 10 ? * SUN#1 *)";

/** Recovery points of the database and of the files, apart from both. Redis keeps snapshots of its own: AWS Backup knows none. */
export function buildRecovery(
  stack: SystemStack,
  config: OmniPortalConfig,
  { names, keys, alarms, buckets }: Surroundings,
  { instance }: Database,
): Backup {
  const { retentionDays, lock, copy, restoreTests } = config.recovery.backups;
  const { documents, assets, backups } = buckets;
  const backup = new Backup(stack, "backup", {
    name: names.prefix,
    resources: {
      database: instance.protectedResource,
      documents: documents.protectedResource,
      assets: assets.protectedResource,
      backups: backups.protectedResource,
    },
    keyArn: keys.rds.keyArn,
    retentionDays,
    lock,
    ...(copy.copied && {
      copy: { region: copy.region, key: { aliasName: names.copyKeyAliases.backups, ...config.keys } },
    }),
    ...(restoreTests.tested && { restoreTestSchedule: RESTORE_TEST_SCHEDULE }),
    protection: config.protection.allowDestroy,
  });
  backup.watch(alarms);
  return backup;
}
