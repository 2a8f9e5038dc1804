import type { DatabaseConfig } from "../database";
import type { Findings } from "./findings";

/** Key words that PostgreSQL 15 reserves. @see https://www.postgresql.org/docs/15/sql-keywords-appendix.html */
const reservedWords = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric table tablesample then to trailing true union unique user
  using variadic verbose when where window with`.split(/\s+/),
);
const takenDatabases = new Set(["rdsadmin", "template0", "template1"]);
const takenUsers = new Set(["admin", "public", "none", "rdsadmin", "rdsproxyadmin", "rdsrepladmin", "rdstopmgr"]);

/** The first database's name is one that Aurora PostgreSQL accepts. */
export function checkDatabaseName(name: string, findings: Findings): void {
  const field = "database.databaseName";
  if (!checkIdentifier(field, name, findings)) return;
  findings.require(!isTaken(name, takenDatabases), field, name, {
    allowed: "names that neither PostgreSQL nor RDS uses itself",
    fix: "Choose the product's name, such as omnirapeutic.",
  });
}

/** The master user's name is one that Aurora PostgreSQL accepts. */
export function checkMasterUsername(name: string, findings: Findings): void {
  const field = "database.masterUsername";
  if (!checkIdentifier(field, name, findings)) return;
  findings.require(!isTaken(name, takenUsers), field, name, {
    allowed: "names that neither PostgreSQL nor RDS uses itself",
    fix: `Set postgres. AWS answers: "MasterUsername ${name} cannot be used as it is a reserved word used by the engine".`,
  });
}

/** The application's user has a name that PostgreSQL accepts, and is not the master. 164.312(a)(1) */
export function checkApplicationUsername(
  { application: { username }, masterUsername }: Pick<DatabaseConfig, "application" | "masterUsername">,
  findings: Findings,
): void {
  const field = "database.application.username";
  if (!checkIdentifier(field, username, findings)) return;
  const taken = isTaken(username, takenUsers) || username.toLowerCase() === masterUsername.toLowerCase();
  findings.require(!taken, field, username, {
    allowed: `names that neither PostgreSQL nor RDS uses itself, and not the master user's (${masterUsername})`,
    fix: "Choose the product's name and _app, such as omnirapeutic_app.",
  });
}

function checkIdentifier(field: string, name: string, findings: Findings): boolean {
  return findings.matches(field, name, /^[a-z][a-z0-9_]{0,62}$/i, {
    allowed: "a letter, then letters, digits and underscores, at most 63 characters",
    fix: "Write it without other characters, such as omnirapeutic.",
  });
}

function isTaken(name: string, taken: ReadonlySet<string>): boolean {
  const lower = name.toLowerCase();
  return taken.has(lower) || reservedWords.has(lower) || lower.startsWith("pg_") || lower.startsWith("rds_");
}
