import type { Findings } from "./findings";
import { checkStoreWindows } from "./store-windows";

const monitoringIntervals = [1, 5, 10, 15, 30, 60];
const insightsRetentions = [7, ...Array.from({ length: 23 }, (_, index) => 31 * (index + 1)), 731];

/** What RDS accepts, whatever the engine: backups and maintenance, at least 30 minutes each and apart. */
export function checkDatabaseWindows(
  { backupWindow, maintenanceWindow }: { readonly backupWindow: string; readonly maintenanceWindow: string },
  findings: Findings,
): void {
  checkStoreWindows(
    {
      dailyField: "database.backupWindow",
      daily: backupWindow,
      weeklyField: "database.maintenanceWindow",
      weekly: maintenanceWindow,
      leastMinutes: 30,
    },
    findings,
  );
}

export function checkMonitoringInterval(seconds: number, findings: Findings): void {
  findings.oneOf("database.monitoringIntervalSeconds", seconds, monitoringIntervals, "Set 60.");
}

export function checkInsightsRetention(field: string, days: number, findings: Findings): void {
  findings.oneOf(field, days, insightsRetentions, "Set 7, which costs nothing, or a listed longer time.");
}
