/** Its own migrations change the schema; other schemas, users and the server are not its business. 164.312(a)(1) */
const RIGHTS =
  "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW, TRIGGER, LOCK TABLES";

/**
 * A program for `sh -c` that makes the database's users, as often as it is run. Passwords come as variables from Secrets
 * Manager and go by standard input: no process list, task definition or log shows them. They are letters and digits, so
 * that SQL needs no escapes. The image must hold a MySQL or MariaDB client.
 *
 * @param databaseName letters, digits and underscores
 */
export function databaseUsersProgram(databaseName: string): string {
  // An underscore stands for any character in GRANT; the backslashes before it and the quotes are for the shell.
  const schema = `\\\`${databaseName.replaceAll("_", "\\\\_")}\\\``;
  const statements = [
    "CREATE USER IF NOT EXISTS '$DB_USER'@'%' IDENTIFIED BY '$DB_PASSWORD' REQUIRE SSL;",
    "ALTER USER '$DB_USER'@'%' IDENTIFIED BY '$DB_PASSWORD' REQUIRE SSL;", // the stored one, whatever it was before
    "CREATE USER IF NOT EXISTS '$DB_IAM_USER'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL;",
    `GRANT ${RIGHTS} ON ${schema}.* TO '$DB_USER'@'%', '$DB_IAM_USER'@'%';`,
  ];
  return [
    "set -eu",
    'command -v mysql >/dev/null || { echo "The image holds no mysql client: see docs/runbooks/omni-portal" >&2; exit 127; }',
    "if mysql --version | grep -qi mariadb; then tls=--ssl; else tls=--ssl-mode=REQUIRED; fi", // 164.312(e)(1)
    `printf '%s\\n' ${statements.map((statement) => `"${statement}"`).join(" ")} |`,
    '  MYSQL_PWD="$MASTER_PASSWORD" mysql "$tls" --host="$DB_HOST" --port="$DB_PORT" --user="$MASTER_USER"',
    'echo "The users of $DB_NAME are ready: $DB_USER, and by IAM $DB_IAM_USER."',
  ].join("\n");
}
