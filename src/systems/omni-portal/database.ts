import type { OmniPortalConfig } from "../../config";
import { DatabaseEvents } from "../../constructs/data-stores/database-events";
import { MySqlInstance } from "../../constructs/data-stores/mysql-instance";
import { DatabaseUserRotation } from "../../constructs/security/database-user-rotation";
import { DatabaseUserSecret } from "../../constructs/security/database-user-secret";
import type { SystemStack } from "../../platform/system-stack";
import type { Secrets } from "./secrets";
import type { Surroundings } from "./surroundings";

export interface Database {
  readonly instance: MySqlInstance;
  /** How the application reaches it by password. */
  readonly applicationSecret: DatabaseUserSecret;
}

/** MySQL with a standby and a replica where the environment wants them, and the application's user, whose password changes by itself. */
export function buildDatabase(
  stack: SystemStack,
  config: OmniPortalConfig,
  { names, keys, alarms, network, workloads }: Surroundings,
  { masterPassword }: Secrets,
): Database {
  const { application, masterPassword: _source, iamUsername: _iam, readReplica, ...settings } = config.database;
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

  const applicationSecret = new DatabaseUserSecret(stack, "secret_database_user", {
    name: names.secret("database-user"),
    description: "The application's own user of the MySQL instance",
    database: instance,
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
      logsKeyArn: keys.cloudwatch.keyArn,
      logRetentionDays: retention.auditLogDays,
      protection,
    });
  }
  return { instance, applicationSecret };
}
