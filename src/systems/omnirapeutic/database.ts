import type { OmnirapeuticConfig } from "../../config";
import { AuroraCluster } from "../../constructs/data-stores/aurora-cluster";
import { DatabaseEvents } from "../../constructs/data-stores/database-events";
import { Backup } from "../../constructs/recovery/backup";
import { DatabaseUserRotation } from "../../constructs/security/database-user-rotation";
import { DatabaseUserSecret } from "../../constructs/security/database-user-secret";
import type { SystemStack } from "../../platform/system-stack";
import type { Secrets } from "./secrets";
import type { Surroundings } from "./surroundings";

/** On the first Sunday of every month, after the weekly backup of the week before. */
const RESTORE_TEST_SCHEDULE = "cron(0 10 ? * SUN#1 *)";

export interface Database {
  readonly cluster: AuroraCluster;
  /** How the application reaches it. */
  readonly applicationSecret: DatabaseUserSecret;
}

/** The Aurora cluster with its backups, and the application's own user, whose password changes by itself. */
export function buildDatabase(
  stack: SystemStack,
  config: OmnirapeuticConfig,
  surroundings: Surroundings,
  { masterPassword }: Secrets,
): Database {
  const { names, keys, alarms, network, workloads } = surroundings;
  const { instances, capacity, masterPassword: _source, application, ...settings } = config.database;
  const protection = config.protection.allowDestroy;
  const cluster = new AuroraCluster(stack, "database", {
    ...settings,
    ...capacity,
    name: names.database.cluster,
    securityGroupName: names.database.securityGroup,
    masterPassword,
    instances: config.network.zones
      .slice(0, instances.count)
      .map((zone) => ({ name: zone.name.slice(-1), zone: zone.name })),
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    keyArn: keys.aurora.keyArn,
    logsKeyArn: keys.logs.keyArn,
    logRetentionDays: config.retention.auditLogDays,
    protection,
  });
  cluster.allowConnectionsFrom("ecs", workloads, "Containers and the rotation function");
  cluster.watch(alarms);
  new DatabaseEvents(stack, "database_events", { name: names.prefix, database: cluster, topic: alarms });
  backUp(stack, config, surroundings, cluster);

  const applicationSecret = new DatabaseUserSecret(stack, "secret_app_database_user", {
    name: names.secret("app-database-user"),
    description: "The application's own user of the Aurora cluster",
    database: cluster,
    username: application.username,
    version: application.passwordVersion,
    recoveryWindowDays: config.secrets.recoveryWindowDays,
    keyArn: keys.secrets.keyArn,
    protection,
  });
  const { rotation } = config.recovery;
  if (rotation.automatic) {
    new DatabaseUserRotation(stack, "database_user_rotation", {
      functionName: names.database.rotationFunction,
      secret: applicationSecret,
      everyDays: rotation.everyDays,
      subnetIds: network.appSubnetIds,
      securityGroup: workloads,
      keyArn: keys.secrets.keyArn,
      logsKeyArn: keys.logs.keyArn,
      logRetentionDays: config.retention.auditLogDays,
      protection,
    });
  }
  return { cluster, applicationSecret };
}

function backUp(
  stack: SystemStack,
  config: OmnirapeuticConfig,
  { names, keys, alarms }: Surroundings,
  cluster: AuroraCluster,
): void {
  const { retentionDays, lock, copy, restoreTests } = config.recovery.backups;
  const backup = new Backup(stack, "backup", {
    name: names.prefix,
    resources: { cluster: cluster.protectedResource },
    keyArn: keys.aurora.keyArn,
    retentionDays,
    lock,
    ...(copy.copied && { copy: { region: copy.region, key: { aliasName: names.backupCopyKeyAlias, ...config.keys } } }),
    ...(restoreTests.tested && { restoreTestSchedule: RESTORE_TEST_SCHEDULE }),
    protection: config.protection.allowDestroy,
  });
  backup.watch(alarms);
}
