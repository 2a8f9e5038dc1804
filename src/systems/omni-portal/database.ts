import type { OmniPortalConfig } from "../../config";
import { DatabaseEvents } from "../../constructs/data-stores/database-events";
import { MySqlInstance } from "../../constructs/data-stores/mysql-instance";
import type { DatabaseUserSecret } from "../../constructs/security/database-user-secret";
import type { SystemStack } from "../../platform/system-stack";
import { buildDatabaseUser } from "../shared/database-user";
import type { Secrets } from "./secrets";
import type { Surroundings } from "./surroundings";

export interface Database {
  readonly instance: MySqlInstance;
  /** How the application reaches it by password. */
  readonly applicationSecret: DatabaseUserSecret;
  /** Of the copies before each deployment, in document 000 `prod-snapshot-YYYYMMDD-HHMM`. */
  readonly snapshotPrefix: string;
}

/** MySQL with a standby and a replica where the environment wants them, and the application's user, whose password changes by itself. */
export function buildDatabase(
  stack: SystemStack,
  config: OmniPortalConfig,
  { names, keys, alarms, network, workloads }: Surroundings,
  { masterPassword }: Secrets,
): Database {
  const {
    application: _application,
    masterPassword: _source,
    iamUsername: _iam,
    readReplica,
    snapshotPrefix,
    ...settings
  } = config.database;
  const { retention } = config;
  const protection = config.protection.allowDestroy;
  const instance = new MySqlInstance(stack, "database", {
    ...settings,
    name: names.database.instance,
    securityGroupName: names.database.securityGroup,
    masterPassword,
    replicas: readReplica.kept ? { replica: {} } : {}, // AWS chooses another zone
    vpcId: network.vpcId,
    subnetIds: network.dataSubnetIds,
    keyArn: keys.rds.keyArn,
    logsKeyArn: keys.cloudwatch.keyArn,
    auditLogRetentionDays: retention.auditLogDays,
    applicationLogRetentionDays: retention.applicationLogDays,
    protection,
  });
  instance.allowConnectionsFrom("ecs", workloads, "Containers and the rotation function");
  instance.watch(alarms);
  new DatabaseEvents(stack, "database_events", { name: names.prefix, database: instance, topic: alarms });

  const applicationSecret = buildDatabaseUser(stack, "secret_database_user", config, {
    network,
    workloads,
    name: names.secret("database-user"),
    description: "The application's own user of the MySQL instance",
    database: instance,
    keyArn: keys.secrets.keyArn,
    rotationFunction: names.database.rotationFunction,
    logsKeyArn: keys.cloudwatch.keyArn,
  });
  return { instance, applicationSecret, snapshotPrefix };
}
