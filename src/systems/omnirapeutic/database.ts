import type { OmnirapeuticConfig } from "../../config";
import { AuroraCluster } from "../../constructs/data-stores/aurora-cluster";
import { DatabaseEvents } from "../../constructs/data-stores/database-events";
import type { DatabaseUserSecret } from "../../constructs/security/database-user-secret";
import type { SystemStack } from "../../platform/system-stack";
import { buildBackup } from "../shared/backup";
import { buildDatabaseUser } from "../shared/database-user";
import type { Secrets } from "./secrets";
import type { Surroundings } from "./surroundings";

export interface Database {
  readonly cluster: AuroraCluster;
  /** How the application reaches it. */
  readonly applicationSecret: DatabaseUserSecret;
}

/** The Aurora cluster with its backups, and the application's own user, whose password changes by itself. */
export function buildDatabase(
  stack: SystemStack,
  config: OmnirapeuticConfig,
  { names, keys, alarms, network, workloads }: Surroundings,
  { masterPassword }: Secrets,
): Database {
  const { instances, capacity, masterPassword: _source, application: _application, ...settings } = config.database;
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
  buildBackup(stack, config, {
    name: names.prefix,
    resources: { cluster: cluster.protectedResource },
    keyArn: keys.aurora.keyArn,
    copyKeyAlias: names.backupCopyKeyAlias,
    alarms,
  });

  const applicationSecret = buildDatabaseUser(stack, "secret_app_database_user", config, {
    network,
    workloads,
    name: names.secret("app-database-user"),
    description: "The application's own user of the Aurora cluster",
    database: cluster,
    keyArn: keys.secrets.keyArn,
    rotationFunction: names.database.rotationFunction,
    logsKeyArn: keys.logs.keyArn,
  });
  return { cluster, applicationSecret };
}
