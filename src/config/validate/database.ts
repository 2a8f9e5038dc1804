import type { DatabaseConfig } from "../database";
import { checkCapacity, checkEngineVersion } from "./aurora-capacity";
import { checkApplicationUsername, checkDatabaseName, checkMasterUsername } from "./database-names";
import { reasonOf, type Findings } from "./findings";
import { parseDailyWindow, parseWeeklyWindow, windowsMeet } from "./windows";

const monitoringIntervals = [1, 5, 10, 15, 30, 60];
const insightsRetentions = [7, ...Array.from({ length: 23 }, (_, index) => 31 * (index + 1)), 731];

/** The Aurora cluster: what AWS accepts, and in production what patient data needs. */
export function checkDatabase(database: DatabaseConfig, findings: Findings): void {
  checkEngineVersion(database, findings);
  checkCapacity(database, findings);
  checkDatabaseName(database.databaseName, findings);
  checkMasterUsername(database.masterUsername, findings);
  checkApplicationUsername(database, findings);
  findings.wholeNumber(
    "database.application.passwordVersion",
    database.application.passwordVersion,
    { min: 1 },
    "Begin with 1.",
  );
  findings.reason("database.masterPassword.reason", database.masterPassword.reason);
  checkInstances(database, findings);
  checkBackups(database, findings);
  checkMaintenance(database, findings);
  checkObservability(database, findings);
}

function checkInstances({ instances }: DatabaseConfig, findings: Findings): void {
  const fix = "Set 2 for a writer and a reader in another zone.";
  // 164.308(a)(7)(ii)(C): production fails over to a reader
  findings.wholeNumber(
    "database.instances.count",
    instances.count,
    { min: findings.inProduction ? 2 : 1, max: 16 },
    fix,
  );
  const alone = instances.count === 1 && !findings.inProduction;
  if (alone || "reason" in instances) findings.reason("database.instances.reason", reasonOf(instances));
}

function checkBackups({ backupRetentionDays, backupWindow }: DatabaseConfig, findings: Findings): void {
  // 164.308(a)(7)(ii)(A)
  const range = { min: findings.inProduction ? 35 : 1, max: 35 };
  findings.wholeNumber("database.backupRetentionDays", backupRetentionDays, range, `Set ${range.max}.`);
  findings.require((parseDailyWindow(backupWindow)?.minutes ?? 0) >= 30, "database.backupWindow", backupWindow, {
    allowed: "hh24:mi-hh24:mi in UTC, at least 30 minutes",
    fix: "Write it like 03:00-04:00.",
  });
}

function checkMaintenance({ backupWindow, maintenanceWindow }: DatabaseConfig, findings: Findings): void {
  const field = "database.maintenanceWindow";
  const maintenance = parseWeeklyWindow(maintenanceWindow);
  const wellWritten = findings.require((maintenance?.minutes ?? 0) >= 30, field, maintenanceWindow, {
    allowed: "ddd:hh24:mi-ddd:hh24:mi in UTC, at least 30 minutes",
    fix: "Write it like sun:04:30-sun:05:30.",
  });
  const backup = parseDailyWindow(backupWindow);
  if (!wellWritten || !maintenance || !backup) return;
  findings.require(!windowsMeet(backup, maintenance), field, maintenanceWindow, {
    allowed: `windows apart from the daily backup window ${backupWindow}`,
    fix: "Begin maintenance after the backup window has ended.",
  });
}

// 164.312(b)
function checkObservability(database: DatabaseConfig, findings: Findings): void {
  const { monitoringIntervalSeconds, performanceInsightsRetentionDays, slowStatementMillis } = database;
  findings.oneOf("database.monitoringIntervalSeconds", monitoringIntervalSeconds, monitoringIntervals, "Set 60.");
  findings.oneOf(
    "database.performanceInsightsRetentionDays",
    performanceInsightsRetentionDays,
    insightsRetentions,
    "Set 7, which costs nothing, or a listed longer time.",
  );
  findings.wholeNumber(
    "database.slowStatementMillis",
    slowStatementMillis,
    { min: 1, max: 2 ** 31 - 1 },
    "Set 1000: 0 would log every statement and -1 none.",
  );
}
