import { mySqlClasses, withoutPerformanceInsights, type MySqlConfig, type MySqlServerConfig } from "../mysql";
import type { Findings } from "./findings";
import { checkDatabaseWindows, checkInsightsRetention, checkMonitoringInterval } from "./rds";

/** Names that MySQL or RDS uses itself, and words that its grammar reserves and somebody might take for a name. */
const taken = new Set(
  `user root rdsadmin rdsrepladmin rds_superuser_role rdsproxyadmin mysql sys information_schema performance_schema
  innodb database schema table select group order key primary index values default option system test`.split(/\s+/),
);

/** The instance with users of the application's own. */
export function checkMySql(database: MySqlConfig, findings: Findings): void {
  checkMySqlServer(database, findings);
  const { application, iamUsername, masterUsername } = database;
  checkName("database.application.username", application.username, 32, [masterUsername], findings);
  checkName("database.iamUsername", iamUsername, 32, [masterUsername, application.username], findings);
  findings.wholeNumber(
    "database.application.passwordVersion",
    application.passwordVersion,
    { min: 1 },
    "Begin with 1.",
  );
  findings.reason("database.masterPassword.reason", database.masterPassword.reason);
}

/** The MySQL instance: what RDS accepts, and in production what patient data needs. */
export function checkMySqlServer(database: MySqlServerConfig, findings: Findings): void {
  checkEngine(database, findings);
  checkStorage(database, findings);
  checkName("database.databaseName", database.databaseName, 64, [], findings);
  checkName("database.masterUsername", database.masterUsername, 16, [], findings);
  checkAvailability(database, findings);
  checkBackups(database, findings);
  checkDatabaseWindows(database, findings);
  checkObservability(database, findings);
}

function checkEngine({ engineVersion, instanceClass }: MySqlServerConfig, findings: Findings): void {
  const minor = /^8\.0\.([1-9]\d?)$/.exec(engineVersion)?.[1];
  findings.require(minor !== undefined && Number(minor) >= 28, "database.engineVersion", engineVersion, {
    allowed: "MySQL 8.0.28 or a newer 8.0.x: older servers offer TLS 1.0", // 164.312(e)(1)
    fix: "Set 8.0.42; another series needs its own parameter group family and an upgrade plan.",
  });
  findings.oneOf("database.instanceClass", instanceClass, mySqlClasses, "Take the next larger listed class.");
}

function checkStorage({ storage: { allocatedGiB, maxGiB } }: MySqlServerConfig, findings: Findings): void {
  const range = { min: 20, max: 65_536 };
  if (!findings.wholeNumber("database.storage.allocatedGiB", allocatedGiB, range, "Set 20, the least of gp3.")) return;
  // AWS asks for 10 % more at least; 26 % more, so that storage grows before it is short.
  const least = Math.ceil(allocatedGiB * 1.26);
  findings.wholeNumber(
    "database.storage.maxGiB",
    maxGiB,
    { min: least, max: range.max },
    "Give it room: RDS warns below 26 % more than allocatedGiB.",
  );
}

/** @param others names that other users have: no two share one. 164.312(a)(2)(i) */
function checkName(field: string, name: string, most: number, others: readonly string[], findings: Findings): void {
  const wellWritten = findings.matches(field, name, new RegExp(`^[a-z][a-z0-9_]{0,${most - 1}}$`, "i"), {
    allowed: `a letter, then letters, digits and underscores, at most ${most} characters`,
    fix: "Write it without other characters, such as omni_portal.",
  });
  if (!wellWritten) return;
  const lower = name.toLowerCase();
  const free = !taken.has(lower) && !lower.startsWith("rds_") && !others.some((other) => other.toLowerCase() === lower);
  const besides = others.length > 0 ? `, and not ${others.join(" or ")}` : "";
  findings.require(free, field, name, {
    allowed: `names that neither MySQL nor RDS uses itself${besides}`,
    fix: "Begin it with the product's name, such as omni_portal_app.",
  });
}

// 164.308(a)(7)(i): production outlives a zone
function checkAvailability({ multiAz, readReplica, backupRetentionDays }: MySqlServerConfig, findings: Findings): void {
  findings.require(multiAz.kept || !findings.inProduction, "database.multiAz", multiAz, {
    allowed: "{ kept: true } in production",
    fix: "Keep the standby: without it a lost zone takes the database along until a restore.",
  });
  if (!multiAz.kept) findings.reason("database.multiAz.reason", multiAz.reason);
  if (!readReplica.kept) findings.reason("database.readReplica.reason", readReplica.reason);
  findings.require(!(readReplica.kept && backupRetentionDays < 1), "database.readReplica", readReplica, {
    allowed: "a replica of a database with backups (database.backupRetentionDays of 1 and more)",
    fix: "Turn backups on: a replica follows their logs.",
  });
}

// 164.308(a)(7)(ii)(A)
function checkBackups({ backupRetentionDays, snapshotPrefix }: MySqlServerConfig, findings: Findings): void {
  findings.matches("database.snapshotPrefix", snapshotPrefix, /^[a-z](?!.*--)[a-z0-9-]{0,60}[a-z0-9]$/, {
    allowed: "2-62 lower-case letters, digits and single hyphens, a letter first",
    fix: "Write it like prod-snapshot.",
  });
  const range = { min: findings.inProduction ? 30 : 1, max: 35 };
  findings.wholeNumber("database.backupRetentionDays", backupRetentionDays, range, "Set 35, the longest.");
}

// 164.312(b)
function checkObservability(database: MySqlServerConfig, findings: Findings): void {
  const { instanceClass, performanceInsights, slowQuerySeconds } = database;
  checkMonitoringInterval(database.monitoringIntervalSeconds, findings);
  findings.wholeNumber(
    "database.slowQuerySeconds",
    slowQuerySeconds,
    { min: 1, max: 3600 },
    "Set 2: 0 would log every statement.",
  );
  const field = "database.performanceInsights";
  if (!performanceInsights.kept) {
    findings.reason(`${field}.reason`, performanceInsights.reason);
    return;
  }
  checkInsightsRetention(`${field}.retentionDays`, performanceInsights.retentionDays, findings);
  findings.require(!withoutPerformanceInsights.includes(instanceClass), field, performanceInsights, {
    allowed: `{ kept: false, reason } with ${instanceClass}: Performance Insights does not run on ${withoutPerformanceInsights.join(", ")}`,
    fix: "Take a class from medium up, or write the reason.",
  });
}
