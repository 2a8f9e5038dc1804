import { Writable } from "node:stream";
import { bootstrap } from "../src/bootstrap/bootstrap";
import { loadApiConfig } from "../src/config/api";
import { loadBootstrapConfig } from "../src/config/bootstrap";
import { Database } from "../src/services/database";
import { createLogger } from "../src/utils/logger";
import { Postgres } from "./support/postgres";

const arn = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
const user = "omnirapeutic_app";
const app = (password = "app-password-1") => ({ user, password });
const db = "omnirapeutic";
let postgres: Postgres;
let appPassword = app().password;

const readSecret = async (id: string) =>
  id === arn("master")
    ? "master-password"
    : JSON.stringify({ username: user, password: appPassword, engine: "postgres" });

async function runBootstrap(read = readSecret): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  const destination = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      const { what, outcome } = JSON.parse(chunk.toString()) as { what: string; outcome: string };
      outcomes[what] = outcome;
      done();
    },
  });
  const config = loadBootstrapConfig({
    DB_HOST: "localhost",
    DB_PORT: String(postgres.port),
    DB_NAME: db,
    DB_CA_FILE: postgres.caFile,
    MASTER_USER: "master",
    MASTER_CREDENTIALS_ARN: arn("master"),
    APP_CREDENTIALS_ARN: arn("app"),
  });
  await bootstrap(config, read, createLogger("info", destination));
  return outcomes;
}

beforeAll(async () => {
  postgres = await Postgres.start({
    "pgaudit.control": "default_version = '1.7'\nrelocatable = true\ntrusted = true\n",
    "pgaudit--1.7.sql": "SELECT 1;\n",
  });
  // As on Amazon RDS: the master user is no superuser, and owns the database.
  await postgres.admin("CREATE ROLE master LOGIN CREATEROLE CREATEDB PASSWORD 'master-password'");
  await postgres.admin(`CREATE DATABASE ${db} OWNER master`);
}, 120_000);
afterAll(() => postgres.stop());

describe("bootstrap", () => {
  test("a wrong master password is refused and changes nothing", async () => {
    await expect(runBootstrap(async () => '{"username":"x","password":"wrong"}')).rejects.toMatchObject({
      code: "28P01",
    });
    expect(await postgres.admin("SELECT FROM pg_roles WHERE rolname LIKE 'omnirapeutic%'")).toHaveLength(0);
  });
  test("creates what is missing; without rds_iam there is no operator", async () => {
    const outcomes = await runBootstrap();
    expect(outcomes["application role"]).toBe("created");
    expect(outcomes["application's password"]).toBe("created");
    expect(outcomes["extension pgaudit"]).toBe("created");
    expect(outcomes["operator's login by IAM"]).toBe("skipped");
  });
  test("a second run changes nothing", async () => {
    expect(new Set(Object.values(await runBootstrap()))).toEqual(new Set(["kept", "skipped"]));
  });
  test("the password is in no statement that the server logged", () => {
    expect(postgres.log).toContain("PASSWORD 'SCRAM-SHA-256$");
    expect(postgres.log).not.toContain(appPassword);
  });
  test("a password changed in the secret is set again", async () => {
    appPassword = "app-password-2";
    expect((await runBootstrap())["application's password"]).toBe("created");
    appPassword = "app-password-1";
    await runBootstrap();
  });
  test("where rds_iam exists, the operator gets it and the application's role does not", async () => {
    await postgres.admin("CREATE ROLE rds_iam");
    expect((await runBootstrap())["operator's login by IAM"]).toBe("created");
    const [row] = await postgres.admin(
      `SELECT pg_has_role('omnirapeutic_operator', 'rds_iam', 'MEMBER') AS operator, pg_has_role('${user}', 'rds_iam', 'MEMBER') AS app`,
    );
    expect(row).toEqual({ operator: true, app: false });
    expect(new Set(Object.values(await runBootstrap()))).toEqual(new Set(["kept"]));
  });
});

describe("the application's role", () => {
  test("reads and writes tables that the schema owner makes", async () => {
    await postgres.admin("SET ROLE omnirapeutic_owner; CREATE TABLE omnirapeutic.things (id serial, name text)", db);
    const rows = await postgres.as(
      app(),
      "INSERT INTO omnirapeutic.things (name) VALUES ('a'); SELECT name FROM omnirapeutic.things",
      db,
    );
    expect(rows).toEqual([{ name: "a" }]);
  });
  test.each([
    ["create a table in public", "CREATE TABLE public.t (id int)"],
    ["create a table in its schema", "CREATE TABLE omnirapeutic.t (id int)"],
    ["drop a table", "DROP TABLE omnirapeutic.things"],
    ["truncate a table", "TRUNCATE omnirapeutic.things"],
    ["read another schema", "SELECT * FROM other.secrets"],
    ["create a role", "CREATE ROLE mallory"],
    ["become the owner", "SET ROLE omnirapeutic_owner"],
    ["make a schema", "CREATE SCHEMA mine"],
    ["make a temporary table", "CREATE TEMPORARY TABLE t (id int)"],
  ])("cannot %s", async (_what, statement) => {
    await postgres.admin("CREATE SCHEMA IF NOT EXISTS other; CREATE TABLE IF NOT EXISTS other.secrets (id int)", db);
    await expect(postgres.as(app(), statement, db)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("connections", () => {
  const environment = (more = {}) => ({
    DB_HOST: "localhost",
    DB_PORT: String(postgres.port),
    DB_NAME: db,
    DB_USER: user,
    DB_PASSWORD: app().password,
    DB_CA_FILE: postgres.caFile,
    JWT_SECRET: "x".repeat(32),
    ...more,
  });
  async function withDatabase<T>(more: object, work: (database: Database) => Promise<T>): Promise<T> {
    const database = new Database(loadApiConfig(environment(more)).database, createLogger("fatal"), readSecret);
    return work(database).finally(() => database.close());
  }

  test("are encrypted, and values go as parameters [004-pending-sanitize]", async () => {
    await withDatabase({}, async (database) => {
      const { rows } = await database.query(
        "SELECT version, $1::text AS echo FROM pg_stat_ssl WHERE pid = pg_backend_pid()",
        ["'; --"],
      );
      expect(rows).toEqual([{ version: expect.stringMatching(/^TLSv1\.[23]$/), echo: "'; --" }]);
    });
  });
  test("are refused when the authority is not known [002-tls-aurora-app]", async () => {
    await expect(withDatabase({ DB_CA_FILE: "" }, (database) => database.check())).rejects.toThrow(/certificate/);
  });
  test("are refused when the certificate names another host [002-tls-aurora-app]", async () => {
    await expect(withDatabase({ DB_HOST: "127.0.0.1" }, (database) => database.check())).rejects.toThrow(
      /altnames|does not match/,
    );
  });
  test("a rotated password is read from the secret and the query repeated", async () => {
    await withDatabase({ DB_PASSWORD: "rotated-away", DB_CREDENTIALS_ARN: arn("app") }, (database) => database.check());
  });
  test("a wrong password without a secret is an error", async () => {
    await expect(withDatabase({ DB_PASSWORD: "wrong" }, (database) => database.check())).rejects.toMatchObject({
      code: "28P01",
    });
  });
});
