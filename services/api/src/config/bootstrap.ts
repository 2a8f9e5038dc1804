import { z } from "zod";
import { databaseAddress, databaseName, logLevel, readEnvironment, secretArn, type Environment } from "./environment";

const schema = z.object({
  ...databaseAddress,
  LOG_LEVEL: logLevel,
  MASTER_USER: databaseName("the cluster's master user"),
  MASTER_CREDENTIALS_ARN: secretArn("the secret of the master user's password"),
  APP_CREDENTIALS_ARN: secretArn("the secret of the application's database user"),
  DB_OPERATOR_USER: databaseName("").optional(),
});

/** What the database bootstrap works on. */
export type BootstrapConfig = ReturnType<typeof loadBootstrapConfig>;

/** The bootstrap's configuration, checked as a whole. @throws ConfigurationError naming every mistake, and no value */
export function loadBootstrapConfig(environment: Environment) {
  const env = readEnvironment(schema, environment);
  return {
    logLevel: env.LOG_LEVEL,
    address: { host: env.DB_HOST, port: env.DB_PORT, name: env.DB_NAME, caFile: env.DB_CA_FILE },
    masterUser: env.MASTER_USER,
    masterSecretArn: env.MASTER_CREDENTIALS_ARN,
    appSecretArn: env.APP_CREDENTIALS_ARN,
    // One schema, named as its database, owned by a role that nobody logs in as.
    schema: env.DB_NAME,
    ownerRole: `${env.DB_NAME}_owner`,
    operatorRole: env.DB_OPERATOR_USER ?? `${env.DB_NAME}_operator`,
  } as const;
}
