import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseUsersProgram } from "../../src/systems/omni-portal/database-users";

const folder = mkdtempSync(join(tmpdir(), "estate-mysql-"));
afterAll(() => rmSync(folder, { recursive: true }));

const variables = {
  DB_HOST: "db.internal",
  DB_PORT: "3306",
  DB_NAME: "omni_portal",
  DB_USER: "omni_portal_app",
  DB_IAM_USER: "omni_portal_iam",
  DB_PASSWORD: "Application1",
  MASTER_USER: "omni_admin",
  MASTER_PASSWORD: "Master$(x)1'\"`",
};

/** Runs the program with a `mysql` that records what reaches it. @param version what that one calls itself */
function runWith(version: string, code = 0) {
  const mysql = join(folder, "mysql");
  writeFileSync(
    mysql,
    `#!/bin/sh\n[ "$1" = --version ] && { echo '${version}'; exit; }\necho "$@" >'${folder}/arguments'\nprintf %s "$MYSQL_PWD" >'${folder}/password'\ncat >'${folder}/sql'\nexit ${code}\n`,
  );
  chmodSync(mysql, 0o755);
  const PATH = `${folder}:${process.env.PATH}`;
  const done = spawnSync("sh", ["-c", databaseUsersProgram("omni_portal")], {
    env: { ...variables, PATH },
    encoding: "utf8",
  });
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { ...done, arguments: read("arguments").trim(), password: read("password"), sql: read("sql") };
}

describe("the program that makes OmniPortal's database users", () => {
  it("makes the application's user, and one who comes by IAM, with rights in their own schema alone [000-db-iam-auth-grant]", () => {
    const { status, sql, stdout } = runWith("mysql  Ver 8.0.42");
    expect(status).toBe(0);
    const rights =
      "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX, REFERENCES, CREATE VIEW, SHOW VIEW, TRIGGER, LOCK TABLES";
    expect(sql.trim().split("\n")).toEqual([
      "CREATE USER IF NOT EXISTS 'omni_portal_app'@'%' IDENTIFIED BY 'Application1' REQUIRE SSL;",
      "ALTER USER 'omni_portal_app'@'%' IDENTIFIED BY 'Application1' REQUIRE SSL;",
      "CREATE USER IF NOT EXISTS 'omni_portal_iam'@'%' IDENTIFIED WITH AWSAuthenticationPlugin AS 'RDS' REQUIRE SSL;",
      `GRANT ${rights} ON \`omni\\_portal\`.* TO 'omni_portal_app'@'%', 'omni_portal_iam'@'%';`,
    ]);
    expect(stdout).toContain("are ready: omni_portal_app, and by IAM omni_portal_iam");
  });

  it("shows no password on a command line or in its output, whatever characters the master's has", () => {
    const { arguments: line, password, stdout, stderr } = runWith("mysql  Ver 8.0.42");
    expect(line).toBe("--ssl-mode=REQUIRED --host=db.internal --port=3306 --user=omni_admin");
    expect(password).toBe(variables.MASTER_PASSWORD);
    for (const secret of [variables.MASTER_PASSWORD, variables.DB_PASSWORD]) {
      expect(line + stdout + stderr).not.toContain(secret);
    }
  });

  it("asks MariaDB's client for TLS in its own words", () => {
    expect(runWith("mysql  Ver 15.1 Distrib 10.11.6-MariaDB").arguments).toMatch(/^--ssl --host/);
  });

  it("ends with the client's code when the database refuses", () => {
    expect(runWith("mysql  Ver 8.0.42", 1).status).toBe(1);
  });

  it("says so when the image holds no client [000-ecs-exec-mysql-client]", () => {
    const sh = execFileSync("sh", ["-c", "command -v sh"], { encoding: "utf8" }).trim();
    const done = spawnSync(sh, ["-c", databaseUsersProgram("omni_portal")], {
      env: { ...variables, PATH: "/nowhere" },
      encoding: "utf8",
    });
    expect(done.status).toBe(127);
    expect(done.stderr).toContain("The image holds no mysql client");
  });
});
