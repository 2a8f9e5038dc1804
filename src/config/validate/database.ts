import type { DatabaseConfig } from "../database";
import { checkCapacity, checkEngineVersion } from "./aurora-capacity";
import { checkApplicationUsername, checkDatabaseName, checkMasterUsername } from "./database-names";
import { reasonOf, type Findings } from "./findings";
import { checkDatabaseWindows, checkInsightsRetention, checkMonitoringInterval } from "./rds";

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
  checkDatabaseWindows(database, findings);
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

function checkBackups({ backupRetentionDays }: DatabaseConfig, findings: Findings): void {
  // 164.308(a)(7)(ii)(A)
  const range = { min: findings.inProduction ? 35 : 1, max: 35 };
  findings.wholeNumber("database.backupRetentionDays", backupRetentionDays, range, `Set ${range.max}.`);
}

// 164.312(b)
function checkObservability(database: DatabaseConfig, findings: Findings): void {
  checkMonitoringInterval(database.monitoringIntervalSeconds, findings);
  checkInsightsRetention(
    "database.performanceInsightsRetentionDays",
    database.performanceInsightsRetentionDays,
    findings,
  );
  findings.wholeNumber(
    "database.slowStatementMillis",
    database.slowStatementMillis,
    { min: 1, max: 2 ** 31 - 1 },
    "Set 1000: 0 would log every statement and -1 none.",
  );
}
