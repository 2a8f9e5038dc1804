import type { ApplicationUserConfig } from "../../config/database";
import type { RecoveryConfig } from "../../config/recovery";
import type { SecretsConfig, SystemConfig } from "../../config/system";
import { DatabaseUserRotation } from "../../constructs/security/database-user-rotation";
import { DatabaseUserSecret, type DatabaseUserSecretProps } from "../../constructs/security/database-user-secret";
import type { SystemStack } from "../../platform/system-stack";
import type { PrivateNetwork } from "./network";

/** Of a system whose application has a database user. */
type DatabaseUserConfig = SystemConfig & {
  readonly database: { readonly application: ApplicationUserConfig };
  readonly secrets: SecretsConfig<string>;
  readonly recovery: RecoveryConfig;
};

export interface DatabaseUserProps
  extends PrivateNetwork, Pick<DatabaseUserSecretProps, "name" | "description" | "database" | "keyArn"> {
  /** Name of the function that rotates the password. */
  readonly rotationFunction: string;
  /** CMK of the function's log group. */
  readonly logsKeyArn: string;
}

/** The application's own user of a database, whose password changes by itself where the environment wants it. @param id of the secret */
export function buildDatabaseUser(
  stack: SystemStack,
  id: string,
  config: DatabaseUserConfig,
  { network, workloads, rotationFunction, logsKeyArn, ...of }: DatabaseUserProps,
): DatabaseUserSecret {
  const { application } = config.database;
  const { rotation } = config.recovery;
  const protection = config.protection.allowDestroy;
  const secret = new DatabaseUserSecret(stack, id, {
    ...of,
    username: application.username,
    version: application.passwordVersion,
    recoveryWindowDays: config.secrets.recoveryWindowDays,
    protection,
  });
  if (rotation.automatic) {
    new DatabaseUserRotation(stack, "database_user_rotation", {
      functionName: rotationFunction,
      secret,
      everyDays: rotation.everyDays,
      subnetIds: network.appSubnetIds,
      securityGroup: workloads,
      keyArn: of.keyArn,
      logsKeyArn,
      logRetentionDays: config.retention.auditLogDays,
      protection,
    });
  }
  return secret;
}
