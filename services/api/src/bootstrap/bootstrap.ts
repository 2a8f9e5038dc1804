import { Client, escapeIdentifier, escapeLiteral } from "pg";
import type { BootstrapConfig } from "../config/bootstrap";
import { parseCredentials, parsePassword, type Credentials, type ReadSecret } from "../services/secrets";
import { databaseTls } from "../services/tls";
import type { Logger } from "../utils/logger";
import { codeOf } from "../utils/safe-error";
import { scramVerifier } from "../utils/scram";
import { plan, type Query } from "./plan";

/** PostgreSQL's code for a wrong password. */
const invalidPassword = "28P01";
/** Any number, the same in every run: two runs at once wait for each other. */
const lock = 4_004;

/** Makes the database ready for the application and logs what was created, kept or skipped. A second run changes nothing. */
export async function bootstrap(config: BootstrapConfig, readSecret: ReadSecret, logger: Logger): Promise<void> {
  const master = { username: config.masterUser, password: parsePassword(await readSecret(config.masterSecretArn)) };
  const app = parseCredentials(await readSecret(config.appSecretArn));
  await connected(config, master, async (client) => {
    await inTransaction(client, () => applySteps(client, config, app.username, logger));
    await setPassword(client, config, app, logger);
  });
}

async function applySteps(client: Client, config: BootstrapConfig, appRole: string, logger: Logger): Promise<void> {
  const { schema, ownerRole, operatorRole, masterUser, address } = config;
  await client.query("SELECT pg_advisory_xact_lock($1)", [lock]);
  for (const step of plan({ database: address.name, schema, ownerRole, operatorRole, masterUser, appRole })) {
    const outcome = await decide();
    logger.info({ what: step.what, outcome }, "bootstrap");

    async function decide(): Promise<"skipped" | "kept" | "created"> {
      if (step.where && !(await isTrue(client, step.where))) return "skipped";
      if (await isTrue(client, step.holds)) return "kept";
      for (const statement of step.statements) await client.query(statement);
      return "created";
    }
  }
}

/** The stored password cannot be read, so the application's login is tried: it works, or the verifier is set and it must work then. */
async function setPassword(client: Client, config: BootstrapConfig, app: Credentials, logger: Logger): Promise<void> {
  const tryLogin = () => connected(config, app, async () => undefined);
  try {
    await tryLogin();
    logger.info({ what: "application's password", outcome: "kept" }, "bootstrap");
  } catch (error) {
    if (codeOf(error) !== invalidPassword) throw error;
    const verifier = escapeLiteral(scramVerifier(app.password));
    await client.query(`ALTER ROLE ${escapeIdentifier(app.username)} PASSWORD ${verifier}`);
    await tryLogin();
    logger.info({ what: "application's password", outcome: "created" }, "bootstrap");
  }
}

async function connected(config: BootstrapConfig, user: Credentials, work: (client: Client) => Promise<void>) {
  const { host, port, name, caFile } = config.address;
  const client = new Client({
    host,
    port,
    database: name,
    user: user.username,
    password: user.password,
    ssl: databaseTls(caFile),
    connectionTimeoutMillis: 10_000,
    statement_timeout: 60_000,
    application_name: "omnirapeutic-database-bootstrap",
  });
  try {
    await client.connect();
    await work(client);
  } finally {
    await client.end();
  }
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  try {
    await work();
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  }
}

async function isTrue(client: Client, { text, values }: Query): Promise<boolean> {
  const { rows } = await client.query<{ ok: boolean }>(text, [...values]);
  return rows[0]?.ok === true;
}
