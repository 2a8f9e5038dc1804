const minutesOfDay = 24 * 60;
const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** A span of time that begins at a minute of some day (UTC). */
export interface Window {
  readonly startMinute: number;
  readonly minutes: number;
}

/** Reads a daily window `hh24:mi-hh24:mi`; it may pass midnight. `undefined` when it is not one. */
export function parseDailyWindow(text: string): Window | undefined {
  const [from, to, ...rest] = text.split("-").map(parseTime);
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  return { startMinute: from, minutes: modulo(to - from, minutesOfDay) };
}

/** Reads a weekly window `ddd:hh24:mi-ddd:hh24:mi`; it may pass the end of the week. `undefined` when it is not one. */
export function parseWeeklyWindow(text: string): Window | undefined {
  const [from, to, ...rest] = text.split("-").map(parseDayAndTime);
  if (from === undefined || to === undefined || rest.length > 0) return undefined;
  return { startMinute: from % minutesOfDay, minutes: modulo(to - from, days.length * minutesOfDay) };
}

/** Whether a daily window ever meets the other one, which need not come every day. */
export function windowsMeet(daily: Window, other: Window): boolean {
  return (
    modulo(other.startMinute - daily.startMinute, minutesOfDay) < daily.minutes ||
    modulo(daily.startMinute - other.startMinute, minutesOfDay) < other.minutes
  );
}

function parseDayAndTime(text: string): number | undefined {
  const day = days.indexOf(text.slice(0, 3));
  const time = parseTime(text.slice(4));
  return day < 0 || text[3] !== ":" || time === undefined ? undefined : day * minutesOfDay + time;
}

function parseTime(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

function modulo(value: number, period: number): number {
  return ((value % period) + period) % period;
}
