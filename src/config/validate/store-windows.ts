import type { Findings } from "./findings";
import { parseDailyWindow, parseWeeklyWindow, windowsMeet } from "./windows";

/** A daily and a weekly window of one store, in UTC. */
export interface StoreWindows {
  /** Field path of the daily window, such as `database.backupWindow`. */
  readonly dailyField: string;
  readonly daily: string;
  readonly weeklyField: string;
  readonly weekly: string;
  /** AWS takes no shorter ones. */
  readonly leastMinutes: 30 | 60;
}

/** Backups and maintenance each have a time, and not the same. */
export function checkStoreWindows(windows: StoreWindows, findings: Findings): void {
  const { dailyField, daily, weeklyField, weekly, leastMinutes } = windows;
  const backup = parseDailyWindow(daily);
  findings.require((backup?.minutes ?? 0) >= leastMinutes, dailyField, daily, {
    allowed: `hh24:mi-hh24:mi in UTC, at least ${leastMinutes} minutes`,
    fix: "Write it like 03:00-04:00.",
  });
  const maintenance = parseWeeklyWindow(weekly);
  const wellWritten = findings.require((maintenance?.minutes ?? 0) >= leastMinutes, weeklyField, weekly, {
    allowed: `ddd:hh24:mi-ddd:hh24:mi in UTC, at least ${leastMinutes} minutes`,
    fix: "Write it like sun:04:30-sun:05:30.",
  });
  if (!wellWritten || !maintenance || !backup) return;
  findings.require(!windowsMeet(backup, maintenance), weeklyField, weekly, {
    allowed: `windows apart from the daily backup window ${daily}`,
    fix: "Begin maintenance after the backup window has ended.",
  });
}
