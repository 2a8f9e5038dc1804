import { Pool, type QueryResult, type QueryResultRow } from "pg";
import type { ApiConfig } from "../config/api";
import { codeOf } from "../utils/safe-error";
import type { Logger } from "../utils/logger";
import { DatabasePassword } from "./password";
import type { ReadSecret } from "./secrets";
import { databaseTls } from "./tls";

/** PostgreSQL's code for a password that is not, or no longer, right. */
const invalidPassword = "28P01";
const connectTimeoutMs = 2000;
const readyTimeoutMs = 3000;
const statementTimeoutMs = 15_000;

/** Pooled connections over verified TLS. A password rotated meanwhile is read again, once a query. */
export class Database {
  private readonly pool: Pool;
  private readonly password: DatabasePassword;

  constructor(config: ApiConfig["database"], logger: Logger, readSecret: ReadSecret) {
    const { secretArn } = config;
    this.password = new DatabasePassword(
      config.password,
      secretArn === undefined ? undefined : { secretArn, readSecret },
    );
    this.pool = new Pool({
      host: config.host,
      port: config.port,
      database: config.name,
      user: config.user,
      password: this.password.current,
      ssl: databaseTls(config.caFile),
      max: config.poolMax,
      connectionTimeoutMillis: connectTimeoutMs,
      statement_timeout: statementTimeoutMs,
      application_name: "omnirapeutic-api",
    });
    // An idle connection that breaks (failover, restart) must not end the process; the pool opens another.
    this.pool.on("error", (err) => logger.warn({ err }, "database connection lost"));
  }

  /** Runs one statement. Values go as parameters ($1, $2 …), never into the text. */
  async query<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<QueryResult<Row>> {
    const run = () => this.pool.query<Row>(text, [...values]);
    try {
      return await run();
    } catch (error) {
      if (codeOf(error) !== invalidPassword || !(await this.password.refresh())) throw error;
      return run();
    }
  }

  /** Resolves when the database answers, rejects when it does not within 3 seconds. */
  async check(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("The database did not answer in time.")), readyTimeoutMs);
    });
    await Promise.race([this.query("SELECT 1"), timeout]).finally(() => clearTimeout(timer));
  }

  /** Lets running statements finish, then closes every connection. */
  async close(): Promise<void> {
    await this.pool.end();
  }
}
