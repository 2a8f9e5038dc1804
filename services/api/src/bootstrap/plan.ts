import { escapeIdentifier as name } from "pg";

/** The names that the bootstrap works on. */
export interface Names {
  readonly database: string;
  readonly schema: string;
  readonly masterUser: string;
  readonly ownerRole: string;
  readonly appRole: string;
  readonly operatorRole: string;
}

/** One thing that must be so: `holds` is a query of one boolean named `ok`, `statements` make it so. */
export interface Step {
  readonly what: string;
  /** Only where this query's `ok` is true. @default everywhere */
  readonly where?: Query;
  readonly holds: Query;
  readonly statements: readonly string[];
}

/** A question to PostgreSQL's catalog. */
export interface Query {
  readonly text: string;
  readonly values: readonly unknown[];
}

const ask = (condition: string, ...values: readonly unknown[]): Query => ({
  text: `SELECT (${condition}) AS ok`,
  values,
});
const roleExists = (role: string) => ask("EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", role);
// Aurora has the role; other PostgreSQL servers do not, and then there is no login by IAM.
const onRds = roleExists("rds_iam");

/** Everything that the bootstrap makes so, in order. Each step asks before it changes, so a second run changes nothing. */
export function plan(n: Names): readonly Step[] {
  return [...roles(n), ...database(n), ...schema(n), ...operator(n), pgaudit];
}

function roles(n: Names): Step[] {
  const least = "NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS";
  const attributes = "NOT (rolsuper OR rolcreatedb OR rolcreaterole OR rolreplication OR rolbypassrls)";
  const created = (what: string, role: string, options: string): Step => ({
    what,
    holds: roleExists(role),
    statements: [`CREATE ROLE ${name(role)} ${options}`],
  });
  return [
    created("schema owner role", n.ownerRole, `NOLOGIN ${least}`),
    created("application role", n.appRole, `LOGIN NOINHERIT ${least}`),
    {
      what: "application role's attributes",
      holds: ask(`SELECT rolcanlogin AND ${attributes} FROM pg_roles WHERE rolname = $1`, n.appRole),
      statements: [`ALTER ROLE ${name(n.appRole)} LOGIN NOCREATEDB NOCREATEROLE`],
    },
    {
      what: "master's membership in the schema owner",
      holds: ask("pg_has_role($1, $2, 'MEMBER')", n.masterUser, n.ownerRole),
      statements: [`GRANT ${name(n.ownerRole)} TO ${name(n.masterUser)}`],
    },
  ];
}

function database(n: Names): Step[] {
  const db = name(n.database);
  const publicHas = (right: string) =>
    `EXISTS (SELECT FROM pg_database d, aclexplode(coalesce(datacl, acldefault('d', datdba))) a WHERE d.datname = $1 AND a.grantee = 0 AND a.privilege_type = '${right}')`;
  return [
    {
      what: "no rights of PUBLIC on the database",
      holds: ask(`NOT ${publicHas("CONNECT")} AND NOT ${publicHas("TEMPORARY")}`, n.database),
      statements: [`REVOKE ALL ON DATABASE ${db} FROM PUBLIC`],
    },
    {
      what: "application's right to connect",
      holds: ask("has_database_privilege($1, $2, 'CONNECT')", n.appRole, n.database),
      statements: [`GRANT CONNECT ON DATABASE ${db} TO ${name(n.appRole)}`],
    },
    {
      what: "no creation in schema public",
      holds: ask(
        "NOT EXISTS (SELECT FROM pg_namespace s, aclexplode(coalesce(nspacl, acldefault('n', nspowner))) a WHERE s.nspname = 'public' AND a.grantee = 0)",
      ),
      statements: ["REVOKE ALL ON SCHEMA public FROM PUBLIC"],
    },
  ];
}

function schema(n: Names): Step[] {
  const [inSchema, owner, app] = [name(n.schema), name(n.ownerRole), name(n.appRole)];
  const byDefault = (kind: "r" | "S", rights: readonly string[]) =>
    ask(
      `SELECT count(DISTINCT privilege_type) = ${rights.length} FROM pg_default_acl d, aclexplode(d.defaclacl) a
       WHERE d.defaclrole = $1::regrole AND d.defaclnamespace = $2::regnamespace AND d.defaclobjtype = '${kind}'
       AND a.grantee = $3::regrole AND a.privilege_type = ANY ($4)`,
      owner,
      inSchema,
      app,
      rights,
    );
  const grant = (rights: readonly string[], objects: string) => [
    `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${inSchema} GRANT ${rights.join(", ")} ON ${objects} TO ${app}`,
  ];
  const onTables = ["SELECT", "INSERT", "UPDATE", "DELETE"];
  const onSequences = ["USAGE", "SELECT"];
  return [
    {
      what: "application schema",
      holds: ask("EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)", n.schema),
      statements: [`CREATE SCHEMA ${inSchema} AUTHORIZATION ${owner}`],
    },
    {
      what: "application's use of its schema",
      holds: ask("has_schema_privilege($1, $2, 'USAGE')", n.appRole, n.schema),
      statements: [`GRANT USAGE ON SCHEMA ${inSchema} TO ${app}`],
    },
    { what: "application's rights on tables", holds: byDefault("r", onTables), statements: grant(onTables, "TABLES") },
    {
      what: "application's rights on sequences",
      holds: byDefault("S", onSequences),
      statements: grant(onSequences, "SEQUENCES"),
    },
  ];
}

/**
 * `rds_iam` is for people: a role that has it logs in with IAM tokens only and its password is refused, so the application's role, which
 * has a password, must never get it. The operator has no rights of its own and takes the schema owner's by SET ROLE, as migrations do.
 */
function operator(n: Names): Step[] {
  const [role, owner] = [name(n.operatorRole), name(n.ownerRole)];
  const has = (group: string) => ask("pg_has_role($1, $2, 'MEMBER')", n.operatorRole, group);
  const steps: Step[] = [
    { what: "operator role", holds: roleExists(n.operatorRole), statements: [`CREATE ROLE ${role} LOGIN NOINHERIT`] },
    {
      what: "operator's right to connect",
      holds: ask("has_database_privilege($1, $2, 'CONNECT')", n.operatorRole, n.database),
      statements: [`GRANT CONNECT ON DATABASE ${name(n.database)} TO ${role}`],
    },
    {
      what: "operator's membership in the schema owner",
      holds: has(n.ownerRole),
      statements: [`GRANT ${owner} TO ${role}`],
    },
    { what: "operator's login by IAM", holds: has("rds_iam"), statements: [`GRANT rds_iam TO ${role}`] },
  ];
  return steps.map((step) => ({ ...step, where: onRds }));
}

/** Records who read and wrote what // 164.312(b) */
const pgaudit: Step = {
  what: "extension pgaudit",
  where: ask("EXISTS (SELECT FROM pg_available_extensions WHERE name = 'pgaudit')"),
  holds: ask("EXISTS (SELECT FROM pg_extension WHERE extname = 'pgaudit')"),
  statements: ["CREATE EXTENSION pgaudit"],
};
