import type { ITrackConfig } from "../../config";
import { DatabaseEvents } from "../../constructs/data-stores/database-events";
import { DynamoTable } from "../../constructs/data-stores/dynamo-table";
import { MySqlInstance } from "../../constructs/data-stores/mysql-instance";
import type { Backup } from "../../constructs/recovery/backup";
import type { SystemStack } from "../../platform/system-stack";
import { buildBackup } from "../shared/backup";
import type { Surroundings } from "./surroundings";

/** Where items and everything else of patients is kept, and what brings it back. */
export interface Stores {
  readonly database: MySqlInstance;
  readonly items: DynamoTable;
  readonly backup: Backup;
  /** Of the database's copies before each deployment. */
  readonly snapshotPrefix: string;
}

export function buildStores(
  stack: SystemStack,
  config: ITrackConfig,
  { names, keys, secrets, critical, notices, network, workloads }: Surroundings,
): Stores {
  const { readReplica: _one, snapshotPrefix, ...settings } = config.database;
  const { keys: keySettings, retention } = config;
  const protection = config.protection.allowDestroy;
  const database = new MySqlInstance(stack, "database", {
    ...settings,
    name: names.database.instance,
    securityGroupName: names.database.securityGroup,
    masterPassword: { source: "secret", secret: secrets.secrets.db_password },
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    keyArn: keys.data.keyArn,
    logsKeyArn: keys.logs.keyArn,
    auditLogRetentionDays: retention.auditLogDays,
    applicationLogRetentionDays: retention.applicationLogDays,
    protection,
  });
  database.allowConnectionsFrom("ecs", workloads, "Containers");
  database.watch(critical);
  new DatabaseEvents(stack, "database_events", { name: names.prefix, database, topic: notices });

  const { replica } = config.items;
  const items = new DynamoTable(stack, "items", {
    name: config.items.tableName,
    partitionKey: "owner",
    sortKey: "id",
    ttlAttribute: "expiresAt",
    keyArn: keys.data.keyArn,
    ...(replica.copied && {
      replica: { region: replica.region, key: { aliasName: names.copyKeyAliases.items, ...keySettings } },
    }),
    protection,
  });
  items.watch(critical);

  const backup = buildBackup(stack, config, {
    name: names.prefix,
    resources: { database: database.protectedResource, items: items.protectedResource },
    keyArn: keys.data.keyArn,
    copyKeyAlias: names.copyKeyAliases.backups,
    alarms: critical,
  });
  return { database, items, backup, snapshotPrefix };
}
